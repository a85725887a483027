"""Institutions: whom a wave asks and how far each is, in a list that can be searched."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.questions.language import own_name
from surveyapp.storage.contacts import invitation_mode_of
from surveyapp.study.institutions import Institution, Reach, institutions_of, matching
from surveyapp.web.access import staff
from surveyapp.web.coordinator.outputs import labels_of
from surveyapp.web.coordinator.reading import wave_to_read
from surveyapp.web.desk.institution_words import class_name, country_name, how_far, reach_words
from surveyapp.web.logged import only_reads
from surveyapp.web.respondent.form_words import FormWords

blueprint = Blueprint("institutions", __name__)
PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class InstitutionLine:
    """One institution as the list shows it. place: country and class, in words."""

    mark: str
    name: str
    addressee: str
    email: str
    place: str
    language: str
    how_far: str
    n_complete: int
    n_sections: int


@blueprint.get("/desk/<wave>/institutions/")
@staff(Permission.FIELDWORK)
@only_reads
def overview(wave: str) -> str:
    """All institutions, or those that match what was looked for."""
    found = wave_to_read(wave)
    words, _labels = labels_of(found)
    everybody = institutions_of(wave)
    reach, typed = _reach(request.args.get("state", "")), request.args.get("q", "").strip()
    matched = list(matching(everybody, reach, typed))
    page = max(1, request.args.get("page", 1, type=int))
    shown = matched[(page - 1) * PER_PAGE : page * PER_PAGE]
    counts = {each: sum(one.reach is each for one in everybody) for each in Reach}
    return render_template(
        "desk/institutions.html",
        wave=found,
        words=words,
        mode=invitation_mode_of(wave),
        lines=[line_of(each, words) for each in shown],
        n_all=len(everybody),
        n_matched=len(matched),
        states=[(each, reach_words(each), n) for each, n in counts.items() if n],
        state=reach,
        typed=typed,
        page=page,
        n_pages=-(-len(matched) // PER_PAGE),
    )


def line_of(each: Institution, words: FormWords) -> InstitutionLine:
    """One institution in words."""
    contact = each.contact
    country = country_name(words, contact.stratum.country)
    places = (country, class_name(words, contact.stratum.split_code))
    return InstitutionLine(
        mark=each.mark,
        name=contact.institution,
        addressee=contact.addressee or "",
        email=contact.email or "",
        place=", ".join(filter(None, places)),
        language=own_name(contact.language),
        how_far=how_far(each),
        n_complete=each.n_complete,
        n_sections=each.n_sections,
    )


def _reach(word: str) -> Reach | None:
    return next((each for each in Reach if each.value == word), None)
