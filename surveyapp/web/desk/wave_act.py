"""Wave act: the page of an act upon a wave, and what its button does, once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import StringField

from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.questionnaire_folder import QuestionnaireRefused
from surveyapp.storage.corrections import LONGEST_REASON
from surveyapp.storage.waves import Wave
from surveyapp.study.opening import MeaningChanged
from surveyapp.web.coordinator.wave_state import state_of
from surveyapp.web.desk.act import Act, DeskForm
from surveyapp.web.desk.refusal_words import REFUSALS, refusal_words

Errors = list[tuple[str, str]]
"""(id of a field, or "" for the whole form; words) of everything that is wrong."""


class ReasonForm(DeskForm):
    """A form that asks why, in words that are kept. excuse: why texts may be untranslated."""

    reason = StringField()
    excuse = StringField()


@dataclass(frozen=True)
class ActPage:
    """The page of one act. warnings: what speaks against it; known: what else the page shows."""

    wave: Wave
    act: Act
    form: DeskForm
    warnings: list[str] = field(default_factory=list)
    known: Mapping[str, Any] = field(default_factory=dict)
    template: str = "desk/wave_act.html"

    def shown(self, errors: Errors | None = None, refused: Exception | None = None) -> str:
        """As HTML. refused: what kept it from being done, whose places are listed."""
        return render_template(
            self.template,
            wave=self.wave,
            state=state_of(self.wave),
            act=self.act,
            form=self.form,
            warnings=self.warnings,
            errors=errors or [],
            errors_of=dict(errors or []),
            problems=_problems(refused),
            changed=_changed(refused),
            **self.known,
        )

    def pressed(
        self, do: Callable[[], str], errors: Errors | None = None
    ) -> Response | tuple[str, int]:
        """Does it where nothing is wrong, once, and leads back to the desk of the wave.

        do: gives the words about what came of it.
        """
        if not self.form.validate_on_submit():
            errors = [("", str(_("Please try again.")))]
        if errors:
            self.form.ask_again()
            return self.shown(errors), 400
        back = redirect(url_for("desk.wave_desk", wave=self.wave.name), 303)
        if not self.form.is_first():
            return back
        try:
            flash(do())
        except REFUSALS as refused:
            self.form.ask_again()
            return self.shown([("", refusal_words(refused))], refused), 409
        return back


def words_in(field: StringField) -> str:
    """What was typed, without spaces around it."""
    return (field.data or "").strip()


def reason_errors(field: StringField, *, is_needed: bool = False) -> Errors:
    """What is wrong with a reason."""
    said = words_in(field)
    if is_needed and not said:
        return [(field.id, str(_("Say why, in a few words; they are kept.")))]
    if len(said) > LONGEST_REASON or not said.isprintable():
        words = _("A reason is one line of at most %(n)s characters.", n=LONGEST_REASON)
        return [(field.id, str(words))]
    return []


def _problems(refused: Exception | None) -> tuple[Problem, ...]:
    return refused.problems if isinstance(refused, QuestionnaireRefused) else ()


def _changed(refused: Exception | None) -> tuple[str, ...]:
    return refused.change.meaning if isinstance(refused, MeaningChanged) else ()
