"""Response lines: what became of the institutions of a wave, stratum by stratum."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from surveyapp.fieldwork.contact import Stratum
from surveyapp.fieldwork.mode import Mode
from surveyapp.storage.waves import Wave
from surveyapp.study.sample import response_of
from surveyapp.web.coordinator.outputs import labels_of
from surveyapp.web.respondent.form_words import FormWords


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """One stratum. rate: in per cent of those asked, None while none of it was mixed."""

    label: str
    asked: int
    opened: int
    answered: int
    rate: int | None


def response_lines(wave: Wave) -> tuple[ResponseLine, ...]:
    """A line for each stratum, and one for all where there are several; none without a list.

    Raises QuestionnaireMissing, QuestionnaireRefused.
    """
    found = response_of(wave.name)
    if not found:
        return ()
    names = stratum_labels(wave)
    counts = ((names[key], found[key]) for key in names)
    lines = [_line(name, each.asked, each.opened, each.answered) for name, each in counts]
    if len(lines) > 1:
        columns = ([getattr(line, name) for line in lines] for name in _COUNTED)
        lines.append(_line(str(_("All")), *map(sum, columns)))
    return tuple(lines)


_COUNTED = ("asked", "opened", "answered")


def stratum_labels(wave: Wave) -> Mapping[Stratum, str]:
    """Stratum of the list of contacts -> its name, in the order in which the questionnaire asks.

    Raises as `response_lines`.
    """
    words, _labels = labels_of(wave)
    strata = sorted(response_of(wave.name), key=lambda each: _turn(words, each))
    return {each: _label(words, each) for each in strata}


_MODES: Mapping[str, Callable[[], str]] = {
    Mode.WEB: lambda: _("web"),
    Mode.PAPER: lambda: _("paper"),
    Mode.PHONE: lambda: _("telephone"),
}


def mode_words(mode: str) -> str:
    """How answers came; a way that is no mode, such as import, by its name."""
    return _MODES[Mode(mode)]() if mode in _MODES else mode


def _line(label: str, asked: int, opened: int, answered: int) -> ResponseLine:
    rate = round(100 * answered / asked) if asked and answered else None
    return ResponseLine(label, asked, opened, answered, rate)


def _turn(words: FormWords, stratum: Stratum) -> list[int]:
    """The places of its codes among the choices; unknown ones come last."""
    form, turn = words.form, []
    for name, code in ((form.compare_by, stratum.country), (form.split_by, stratum.split_code)):
        choices = form.questions[name].question.choices if name is not None else ()
        codes = [choice.code for choice in choices]
        turn.append(codes.index(code) if code in codes else len(codes))
    return turn


def _label(words: FormWords, stratum: Stratum) -> str:
    return ", ".join(_parts(words, stratum)) or str(_("Without a group"))


def _parts(words: FormWords, stratum: Stratum) -> Iterator[str]:
    form = words.form
    for name, code in ((form.compare_by, stratum.country), (form.split_by, stratum.split_code)):
        if name is not None and code is not None:
            choices = form.questions[name].question.choices
            paths = {choice.code: choice.text_path for choice in choices}
            yield words.wording.text(paths[code]) if code in paths else code
