"""Institution page: all that is known of one institution, and what can be done for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, render_template
from flask_babel import gettext as _

from surveyapp.fieldwork.contact import Contact, Disposition
from surveyapp.fieldwork.mode import Mode
from surveyapp.formats.sheet.contact_list import ADDRESS, ADDRESSEE, EMAIL, LANGUAGE
from surveyapp.questions.language import own_name
from surveyapp.storage.contacts import contact_mark
from surveyapp.storage.inquiries import LONGEST
from surveyapp.storage.waves import Wave, WaveState
from surveyapp.study.institutions import Institution, Reach, asked_back_in, institution_of
from surveyapp.web.coordinator.outputs import labels_of
from surveyapp.web.coordinator.reading import wave_to_read
from surveyapp.web.desk.act import Act
from surveyapp.web.desk.institution_words import disposition_words
from surveyapp.web.desk.institutions import line_of
from surveyapp.web.desk.press import fresh
from surveyapp.web.desk.sealed import seal

NOT_USED = frozenset({Reach.NEW, Reach.INVITED})
MAY_ANSWER, LOST = "may-answer", "lost invitation"


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed that was refused. errors: id of a field -> words."""

    errors: Mapping[str, str]
    values: Mapping[str, str]


NOTHING = Typed({}, {})


def found_here(wave: str, mark: str) -> tuple[Wave, Institution]:
    """The wave and the institution of an address, or the page that there is none."""
    found = wave_to_read(wave)
    return found, institution_of(wave, mark) or abort(404)


def institution_page(wave: Wave, each: Institution, typed: Typed = NOTHING) -> str:
    """The page; with what was typed where it was refused."""
    words, _labels = labels_of(wave)
    contact = each.contact
    own = [one.inquiry for one in asked_back_in(wave.name) if _is_same(one.institution, each)]
    return render_template(
        "desk/institution.html",
        wave=wave,
        words=words,
        mark=each.mark,
        line=line_of(each, words),
        contact=contact,
        inquiries=own,
        acts=_acts(wave, each),
        forms={name: fresh() for name in _acts(wave, each)},
        values=_values(contact) | dict(typed.values),
        errors=typed.errors,
        seen=contact_mark(contact),
        lost=seal(LOST, each.invitation.invitation_id.hex()) if each.invitation else "",
        languages_of_form=[(code, own_name(code)) for code in words.form.languages],
        dispositions=[(each.value, disposition_words(each)) for each in Disposition],
        modes=[
            (Mode.PAPER.value, _("on paper")),
            (Mode.PHONE.value, _("by telephone")),
        ],
        longest=LONGEST,
    )


def _acts(wave: Wave, each: Institution) -> dict[str, Act]:
    """What can be done now, in the order of the page."""
    name, wave_name = each.contact.institution, wave.name
    quoted = '"' + name.replace('"', "") + '"'
    acts = {
        "correct": Act(
            _("Correct the address"),
            _("Changes to whom and where letters and mails go from now on."),
            _("Can be changed again. What was sent stays sent."),
        )
    }
    has_own = each.invitation is not None
    if has_own:
        acts["ask"] = Act(
            _("Ask back"),
            _("The question is shown to whoever opens the institution's questionnaire next."),
            _("Cannot be taken back. The reply stands beside the institution's name."),
            f"surveyapp inquiries ask {wave_name} {quoted} …",
        )
    acts["dispose"] = _disposing(wave_name, each, quoted)
    if wave.takes_answers and each.reach in NOT_USED:
        acts["paper"] = Act(
            _("Begin a paper form"),
            _("Shows two codes, one for each person who types the form. The invitation is spent."),
            _("Cannot be undone: the institution can no longer answer with its invitation."),
            f"surveyapp paper new {wave_name} --institution {quoted}",
        )
    if has_own and each.reach is not Reach.ANSWERED and wave.state is not WaveState.FROZEN:
        acts["replace"] = Act(
            _("Give a new code"),
            _(
                "Shows a new code for an institution that has lost its own. The old invitation"
                " opens nothing any more, and what was saved under a lost access code is gone."
            ),
            _("Cannot be undone. What was sent stays in the study: ask first whether it was sent."),
            f"surveyapp invitations replace {wave_name} {quoted}",
        )
    return acts


def _disposing(wave_name: str, each: Institution, quoted: str) -> Act:
    command = f"surveyapp contacts dispose {wave_name} {quoted} --as …"
    if each.contact.disposition is not None:
        return Act(
            _("It may answer after all"),
            _("Takes the mark back; mails and reminders go to the institution again."),
            _("Can be marked again."),
            command,
        )
    return Act(
        _("Will not answer"),
        _("It gets no mail and no reminder any more. An invitation that it has still opens."),
        _("Can be taken back here."),
        command,
    )


def _values(contact: Contact) -> dict[str, str]:
    return {
        ADDRESSEE: contact.addressee or "",
        EMAIL: contact.email or "",
        ADDRESS: contact.postal_address or "",
        LANGUAGE: contact.language,
        "asked": "",
        "as": "",
    }


def _is_same(other: Institution | None, each: Institution) -> bool:
    return other is not None and other.mark == each.mark
