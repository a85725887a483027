"""Meaning: a definition without its words, and what two of them do not have in common.

What is a text is known from the definition's own types (`Words`), so that a text which is added
to a definition one day is a text here as well, and everything else is meaning.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args, get_type_hints

from surveyapp.questionnaire.definition import Definition, TextVariant, Words

ORDER = "(order)"
_KEYS = ("name", "code", "item", "year")
"""What a part of a list is known by, the first that it has."""
_LABELS = frozenset({"version"})
"""Says which text of the questionnaire it is, and nothing about what is asked."""

Meaning = Mapping[str, Any]


def meaning_of(part: Definition) -> Meaning:
    """Key -> what stands there, without texts; a list by the names of its parts."""
    hints = get_type_hints(type(part), include_extras=True)
    return {
        key: _plain(getattr(part, key), hint)
        for key, hint in hints.items()
        if key in type(part).model_fields and key not in _LABELS and not _is_text(hint)
    }


def differences(before: Meaning, after: Meaning, *within: str) -> Iterator[str]:
    """Every difference in words, such as ``route.relevant was …, and is …``."""
    for key in dict.fromkeys((*before, *after)):
        place = (*within, key)
        if key == ORDER:
            yield from _moved(before.get(key), after.get(key), within)
        elif key not in after:
            yield f"{_named(place)} is gone"
        elif key not in before:
            yield f"{_named(place)} is new"
        elif isinstance(before[key], Mapping) and isinstance(after[key], Mapping):
            yield from differences(before[key], after[key], *place)
        elif before[key] != after[key]:
            yield f"{_named(place)} was {_shown(before[key])}, and is {_shown(after[key])}"


def _is_text(hint: Any) -> bool:
    """Whether only words stand here; of a mapping to words the keys are meaning."""
    return hint == Words or (Words in get_args(hint) and not _is_mapping(hint)) or _is_variant(hint)


def _is_mapping(hint: Any) -> bool:
    return getattr(hint, "__origin__", None) is dict


def _is_variant(hint: Any) -> bool:
    return _is_mapping(hint) and TextVariant in get_args(hint)


def _plain(value: Any, hint: Any) -> Any:
    match value:
        case Definition():
            return meaning_of(value)
        case Mapping() if Words in get_args(hint):
            return dict.fromkeys(value, "")
        case Mapping():
            return {str(key): _plain(each, None) for key, each in value.items()}
        case tuple():
            return _listed(value)
        case _:
            return value


def _listed(parts: Sequence[Any]) -> Meaning:
    names = [_key(part) for part in parts]
    return {**dict(zip(names, (_plain(part, None) for part in parts), strict=True)), ORDER: names}


def _key(part: Any) -> str:
    known = (str(getattr(part, key)) for key in _KEYS if hasattr(part, key))
    return next(known, str(part))


def _moved(
    before: Sequence[str] | None, after: Sequence[str] | None, within: tuple[str, ...]
) -> Iterator[str]:
    """The order alone; what was added or taken away is told by its name."""
    if before and after and before != after and sorted(before) == sorted(after):
        yield f"the order in {_named(within)} is another"


def _named(place: tuple[str, ...]) -> str:
    """From the innermost question on, which is enough to find it."""
    starts = [at for at, step in enumerate(place[:-1]) if step == "questions"]
    return ".".join(place[starts[-1] + 1 :] if starts else place)


def _shown(value: Any) -> str:
    match value:
        case None:
            return "not set"
        case Mapping() if ORDER in value:
            return ", ".join(map(str, value[ORDER])) or "empty"
        case Mapping():
            named = (f"{key} ({_shown(each)})" for key, each in value.items() if each)
            return ", ".join(named) or "empty"
        case _:
            return str(value).lower() if isinstance(value, bool) else str(value)
