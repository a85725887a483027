"""Settings page: one step is shown, and kept once, unless somebody else changed it meanwhile."""

from collections.abc import Iterable, Iterator

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import DatabaseError
from werkzeug.wrappers import Response
from wtforms import HiddenField

from surveyapp.settings.setting import SettingsStep
from surveyapp.settings.typed import SettingRefusal, SettingsRefused
from surveyapp.study.settings import ChangedMeanwhile, SettingsDamaged, change_step, step_version
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.act import DeskForm
from surveyapp.web.desk.settings_address import is_setup, open_steps, step_address
from surveyapp.web.desk.settings_fields import (
    differing,
    field_id,
    fields_of,
    stored_of,
    typed_of,
)
from surveyapp.web.desk.settings_words import STEP_WORDS, label_of, why_refused
from surveyapp.web.desk.smallest_groups import smallest_groups
from surveyapp.web.logged import did_nothing, log_about
from surveyapp.web.trouble import storage_trouble

Told = list[tuple[str, str]]
"""(id of a field or "", words) of everything that kept a page from being kept."""


class StepForm(DeskForm):
    """The version of the step that was shown; its fields are read by their names."""

    version = HiddenField()


def keep_step(step: SettingsStep) -> Response | tuple[str, int]:
    """Keeps what was typed and goes on, or shows it again with what hindered."""
    form = StepForm()
    log_about(step.value)
    if not form.validate_on_submit():
        told = [("", _("This page was open for too long. Please press the button again."))]
        return _again(step, form, told), 400
    try:
        if form.is_first():
            _check_chosen(step)
            change_step(current_instance(), step, typed_of(step), form.version.data or "")
            if step_version(current_instance(), step) == form.version.data:
                did_nothing()
            flash(_("Saved: %(step)s.", step=STEP_WORDS[step][0]))
    except (OSError, DatabaseError) as problem:
        storage_trouble(problem)
        told = [("", _("Nothing was kept, for the disk is full or cannot be written to."))]
        return _again(step, form, told), 503
    except SettingsRefused as refused:
        return _again(step, form, list(_refused(refused)), refused.refusals), 400
    except ChangedMeanwhile:
        form.version.data = step_version(current_instance(), step)
        return _again(step, form, list(_changed(step))), 409
    except SettingsDamaged as damaged:
        return _again(step, form, [("", str(damaged))]), 409
    return redirect(_onward(step))


def step_page(step: SettingsStep) -> str:
    """The fields of one step as they hold now."""
    form = StepForm(version=step_version(current_instance(), step))
    return _page(step, form, stored_of(current_instance(), step))


def _again(
    step: SettingsStep, form: StepForm, told: Told, refusals: Iterable[SettingRefusal] = ()
) -> str:
    """The page with everything that was typed still there."""
    form.ask_again()
    return _page(step, form, typed_of(step), told, refusals)


def _page(
    step: SettingsStep,
    form: StepForm,
    typed: dict[str, object],
    told: Iterable[tuple[str, str]] = (),
    refusals: Iterable[SettingRefusal] = (),
) -> str:
    instance, steps = current_instance(), open_steps()
    title, purpose = STEP_WORDS[step]
    return render_template(
        "desk/settings_step.html",
        step=step.value,
        title=title,
        purpose=purpose,
        place=steps.index(step) + 1,
        n_steps=len(steps),
        is_setup=is_setup(),
        address=step_address(step, in_setup=is_setup()),
        fields=fields_of(instance, step, typed, refusals),
        errors=told,
        form=form,
        groups=smallest_groups() if step is SettingsStep.PROMISE else {},
        has_written_mail=instance.written_mail is not None,
        has_mail=instance.mail is not None,
    )


def _check_chosen(step: SettingsStep) -> None:
    if step is SettingsStep.LANGUAGES and not request.form.getlist("languages"):
        raise SettingsRefused([SettingRefusal("languages", "none-chosen")])


def _onward(step: SettingsStep) -> str:
    """The next step of the first set-up, or the list."""
    steps = open_steps()
    place = steps.index(step) + 1
    if is_setup() and place < len(steps):
        return step_address(steps[place], in_setup=True)
    return url_for("settings.overview")


def _refused(refused: SettingsRefused) -> Iterator[tuple[str, str]]:
    for each in refused.refusals:
        words = f"{label_of(each.name, each.language)}: {why_refused(each)}"
        yield field_id(each.name, each.language), words


def _changed(step: SettingsStep) -> Iterator[tuple[str, str]]:
    """What somebody else stored meanwhile, where it is not what was typed."""
    yield (
        "",
        _(
            "Somebody else changed this page meanwhile. Below stands what you typed; press again to"
            " keep it instead of theirs."
        ),
    )
    stored = stored_of(current_instance(), step)
    for name, language in differing(typed_of(step), stored):
        label = label_of(name, language)
        now = _shown(stored.get(name), language)
        yield field_id(name, language), _("%(label)s is now: “%(words)s”", label=label, words=now)


def _shown(stored: object, language: str) -> str:
    if isinstance(stored, dict):
        return str(stored.get(language, ""))
    return ", ".join(stored) if isinstance(stored, tuple) else str(stored)
