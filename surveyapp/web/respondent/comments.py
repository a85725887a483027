"""Comments: what colleagues tell each other about a section; kept with its answers, never sent."""

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from surveyapp.fieldwork.envelope import EnvelopeTooSmall
from surveyapp.fieldwork.section_comment import SectionComment
from surveyapp.questionnaire.flow import country_of
from surveyapp.web.access import respondent
from surveyapp.web.respondent.guard import Posted, current_visit, draft_blueprint, first, posted
from surveyapp.web.respondent.hand_over import name_of, new_name
from surveyapp.web.respondent.page_form import ErrorLink
from surveyapp.web.respondent.visit import Visit, revise

blueprint = draft_blueprint("comments")

WHO, WORDS, NAME, REMOVE = "comment-who", "comment-words", "form-name", "form-remove"
LONGEST_WHO, LONGEST_WORDS, MOST = 80, 1000, 50


@blueprint.route("/answer/section/<section>/comments", methods=["GET", "POST"])
@respondent
def section(section: str) -> str | Response | tuple[str, int]:
    """The comments of a section, a form for one more, and a button to remove each."""
    visit = current_visit()
    if section not in visit.full.sections_by_name:
        abort(404)
    typed = posted()
    if request.method != "POST":
        return _page(visit, section, typed, "")
    if REMOVE in typed:
        revise(visit, lambda current: _remove(current, section, first(typed, REMOVE)))
        return redirect(_address(section))
    error = _error(visit, section, typed)
    try:
        if not error:
            revise(visit, lambda current: _add(current, section, _read(typed)))
            return redirect(_address(section))
    except EnvelopeTooSmall:
        error = str(_("This is too much for one section. Please shorten a text."))
    return _page(visit, section, typed, error), 422


def _address(section: str) -> str:
    return url_for("comments.section", section=section, page=request.args.get("page"))


def _read(typed: Posted) -> SectionComment:
    """What was typed. The same form sent twice has one name, a changed one another."""
    who, words = first(typed, WHO).strip(), first(typed, WORDS).strip()
    return SectionComment(name_of(first(typed, NAME), who, words), who, words)


def _add(visit: Visit, section: str, comment: SectionComment) -> None:
    """Beside whatever others wrote meanwhile; nothing where it is there already."""
    kept = visit.draft.comments(section)
    if comment not in kept:
        visit.draft.write_comments(section, (*kept, comment))


def _remove(visit: Visit, section: str, name: str) -> None:
    kept = visit.draft.comments(section)
    visit.draft.write_comments(section, [each for each in kept if each.name != name])


def _error(visit: Visit, section: str, typed: Posted) -> str:
    """What is wrong with a comment; "" for nothing."""
    words = first(typed, WORDS).strip()
    if not words:
        return str(_("Please write a comment."))
    for longest, each in ((LONGEST_WORDS, words), (LONGEST_WHO, first(typed, WHO).strip())):
        if len(each) > longest:
            said = ngettext(
                "Please write at most %(num)d character.",
                "Please write at most %(num)d characters.",
                longest,
            )
            return str(said)
    if len(visit.draft.comments(section)) >= MOST:
        return str(_("There are too many comments here. Please remove one first."))
    return ""


def _page(visit: Visit, section: str, typed: Posted, error: str) -> str:
    asked, here = visit.full.section(section), request.args.get("page", "")
    label = visit.words.text(f"sections.{section}.label", country_of(visit.flow))
    field = WHO if len(first(typed, WHO).strip()) > LONGEST_WHO else WORDS
    return render_template(
        "respondent/comments.html",
        visit=visit,
        words=visit.words,
        section=section,
        label=f"{asked.letter}. {label}",
        comments=visit.draft.comments(section),
        typed=typed,
        name=first(typed, NAME) or new_name(),
        told={field: error} if error else {},
        errors=(ErrorLink(field, str(_("Comment")), error),) if error else (),
        action=_address(section),
        back=url_for("pages.page", name=here) if here in visit.full.page_places else None,
    )
