"""Conflict: two colleagues answered the same question; both answers are shown, none is lost."""

from flask_babel import gettext as _

from surveyapp.fieldwork.draft import PageOutcome
from surveyapp.questionnaire.flow import Flow
from surveyapp.web.respondent.answer_copy import answer_in_words
from surveyapp.web.respondent.form_words import FormWords
from surveyapp.web.respondent.page_form import CheckView, PageForm


def show_conflicts(form: PageForm, flow: Flow, outcome: PageOutcome, words: FormWords) -> None:
    """Shows what was typed here, and beside it what a colleague saved in the meantime."""
    for part in form.questions():
        if part.short_name in outcome.conflicts:
            part.state.fields = {**part.data}
            theirs = answer_in_words(words, flow, part.short_name)
            told = _(
                "A colleague saved another answer in the meantime: %(theirs)s. Save again to"
                " replace it by what stands here.",
                theirs=theirs,
            )
            view = CheckView(f"check-{part.short_name}-conflict", (told,), is_notice=True)
            part.state.checks.append(view)
