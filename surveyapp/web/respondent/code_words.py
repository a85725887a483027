"""Code words: where a code that cannot be one is mistyped, as far as the code itself can tell."""

from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.fieldwork.codes import GROUP, SYMBOLS_OF_CODE, CodeRefused, TypedGroup, strange_in

LONGEST_SHOWN = 2 * GROUP


def mistyped_words(refused: CodeRefused) -> str:
    """What cannot be right, and in which groups; says nothing of codes that exist."""
    if not refused.n_symbols:
        return str(_("Please type your access code."))
    said = [str(_("This code is mistyped.")), _why(refused)]
    if refused.groups:
        groups = ", ".join(map(_group, refused.groups))
        said.append(str(_("Please check %(groups)s.", groups=groups)))
    return " ".join(said)


def _why(refused: CodeRefused) -> str:
    match refused.code:
        case "wrong-length":
            return _length(refused.n_symbols)
        case "not-a-symbol":
            strange = dict.fromkeys(s for each in refused.groups for s in strange_in(each.symbols))
            return str(_("These signs are in no code: %(signs)s.", signs=", ".join(strange)))
        case "kind":
            first = refused.groups[0].symbols[0]
            return str(_("No code begins with “%(sign)s”.", sign=first))
        case _:
            return str(
                _(
                    "Its letters and digits do not fit together: one of them is wrong, or two have"
                    " changed places. Please compare every group with the code that you were given."
                )
            )


def _length(n_symbols: int) -> str:
    words = ngettext(
        "It has %(num)d letter or digit, and a code has %(all)d in groups of four.",
        "It has %(num)d letters and digits, and a code has %(all)d in groups of four.",
        n_symbols,
        all=SYMBOLS_OF_CODE,
    )
    return str(words)


def _group(group: TypedGroup) -> str:
    is_short = len(group.symbols) <= LONGEST_SHOWN
    shown = group.symbols if is_short else group.symbols[:LONGEST_SHOWN] + "…"
    return str(_("group %(place)s (“%(symbols)s”)", place=group.place, symbols=shown))
