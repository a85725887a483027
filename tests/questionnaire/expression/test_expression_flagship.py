"""Expressions as the questionnaire on support services wrote them: representative and longest."""

import pytest

from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.languages import languages
from surveyapp.questionnaire.expression import (
    clause,
    compile_condition,
    names_in,
    parse,
    phrases_in,
)

FLAGSHIP = {
    "area_served.warning": (
        "(${region_ro} != 'RO_NAT' and ${region_no} != 'NO_NAT') or . = 'national'"
    ),
    "staff_thb_band.warning": (
        "not(${staff_band} = 's1' and any-of(., 't3', 't4')) and not(${staff_band} = 's2'"
        " and . = 't4')"
    ),
    "funding_sources.constraint": "not(selected(., 'none')) or count-selected(.) = 1",
    "vic_identified_sexage.relevant": (
        "${keeps_statistics} != 'no' and (selected(${mandate}, 'identification') or "
        "selected(${mandate}, 'policy') or selected(${mandate}, 'investigation'))"
    ),
    "vic_identified_sexage.constraint": ". >= 0 and . <= 20000 and . = int(.)",
    "vic_identified_sexage.warning": (
        "${vic_identified_sexage.year_1.women} + ${vic_identified_sexage.year_1.men} + "
        "${vic_identified_sexage.year_1.girls} + ${vic_identified_sexage.year_1.boys} + "
        "${vic_identified_sexage.year_1.unknown} = ${vic_identified_sexage.year_1.total} "
        "and ${vic_identified_sexage.year_2.women} + ${vic_identified_sexage.year_2.men} "
        "+ ${vic_identified_sexage.year_2.girls} + ${vic_identified_sexage.year_2.boys} +"
        " ${vic_identified_sexage.year_2.unknown} = ${vic_identified_sexage.year_2.total}"
        " and ${vic_identified_sexage.year_3.women} + ${vic_identified_sexage.year_3.men}"
        " + ${vic_identified_sexage.year_3.girls} + ${vic_identified_sexage.year_3.boys} "
        "+ ${vic_identified_sexage.year_3.unknown} = "
        "${vic_identified_sexage.year_3.total}"
    ),
    "vic_identified_form.warning": (
        "(sum-col(., 'year_1') = ${vic_identified_sexage.year_1.total} or (${count_form} "
        "= 'all' and sum-col(., 'year_1') >= ${vic_identified_sexage.year_1.total})) and "
        "(sum-col(., 'year_2') = ${vic_identified_sexage.year_2.total} or (${count_form} "
        "= 'all' and sum-col(., 'year_2') >= ${vic_identified_sexage.year_2.total})) and "
        "(sum-col(., 'year_3') = ${vic_identified_sexage.year_3.total} or (${count_form} "
        "= 'all' and sum-col(., 'year_3') >= ${vic_identified_sexage.year_3.total}))"
    ),
    "vic_form_sexage.warning": (
        "${vic_form_sexage.sex.women} + ${vic_form_sexage.sex.men} + "
        "${vic_form_sexage.sex.girls} + ${vic_form_sexage.sex.boys} + "
        "${vic_form_sexage.sex.unknown} = ${vic_form_sexage.sex.total} and "
        "${vic_form_sexage.labour.women} + ${vic_form_sexage.labour.men} + "
        "${vic_form_sexage.labour.girls} + ${vic_form_sexage.labour.boys} + "
        "${vic_form_sexage.labour.unknown} = ${vic_form_sexage.labour.total} and "
        "${vic_form_sexage.domestic.women} + ${vic_form_sexage.domestic.men} + "
        "${vic_form_sexage.domestic.girls} + ${vic_form_sexage.domestic.boys} + "
        "${vic_form_sexage.domestic.unknown} = ${vic_form_sexage.domestic.total} and "
        "${vic_form_sexage.begging.women} + ${vic_form_sexage.begging.men} + "
        "${vic_form_sexage.begging.girls} + ${vic_form_sexage.begging.boys} + "
        "${vic_form_sexage.begging.unknown} = ${vic_form_sexage.begging.total} and "
        "${vic_form_sexage.crime.women} + ${vic_form_sexage.crime.men} + "
        "${vic_form_sexage.crime.girls} + ${vic_form_sexage.crime.boys} + "
        "${vic_form_sexage.crime.unknown} = ${vic_form_sexage.crime.total} and "
        "${vic_form_sexage.other.women} + ${vic_form_sexage.other.men} + "
        "${vic_form_sexage.other.girls} + ${vic_form_sexage.other.boys} + "
        "${vic_form_sexage.other.unknown} = ${vic_form_sexage.other.total} and sum-col(.,"
        " 'total') = ${vic_identified_sexage.year_3.total}"
    ),
    "vic_identified_age.warning": (
        "sum-col(., 'year_1') = ${vic_identified_sexage.year_1.total} and sum-col(., "
        "'year_2') = ${vic_identified_sexage.year_2.total} and sum-col(., 'year_3') = "
        "${vic_identified_sexage.year_3.total} and ${vic_identified_age.a0_11.year_1} + "
        "${vic_identified_age.a12_17.year_1} = ${vic_identified_sexage.year_1.girls} + "
        "${vic_identified_sexage.year_1.boys} and ${vic_identified_age.a0_11.year_2} + "
        "${vic_identified_age.a12_17.year_2} = ${vic_identified_sexage.year_2.girls} + "
        "${vic_identified_sexage.year_2.boys} and ${vic_identified_age.a0_11.year_3} + "
        "${vic_identified_age.a12_17.year_3} = ${vic_identified_sexage.year_3.girls} + "
        "${vic_identified_sexage.year_3.boys}"
    ),
    "vic_assisted_sexage.warning": (
        "${vic_assisted_sexage.year_1.women} + ${vic_assisted_sexage.year_1.men} + "
        "${vic_assisted_sexage.year_1.girls} + ${vic_assisted_sexage.year_1.boys} + "
        "${vic_assisted_sexage.year_1.unknown} = ${vic_assisted_sexage.year_1.total} and "
        "${vic_assisted_sexage.year_2.women} + ${vic_assisted_sexage.year_2.men} + "
        "${vic_assisted_sexage.year_2.girls} + ${vic_assisted_sexage.year_2.boys} + "
        "${vic_assisted_sexage.year_2.unknown} = ${vic_assisted_sexage.year_2.total} and "
        "${vic_assisted_sexage.year_3.women} + ${vic_assisted_sexage.year_3.men} + "
        "${vic_assisted_sexage.year_3.girls} + ${vic_assisted_sexage.year_3.boys} + "
        "${vic_assisted_sexage.year_3.unknown} = ${vic_assisted_sexage.year_3.total} and "
        "${vic_assisted_sexage.year_1.total} <= 3 * ${vic_identified_sexage.year_1.total}"
        " and ${vic_assisted_sexage.year_2.total} <= 3 * "
        "${vic_identified_sexage.year_2.total} and ${vic_assisted_sexage.year_3.total} <="
        " 3 * ${vic_identified_sexage.year_3.total}"
    ),
    "vic_returns.relevant": (
        "${keeps_statistics} != 'no' and (${inst_class_authority} = 'police' or "
        "${inst_class_authority} = 'immigration' or ${inst_class_authority} = 'coord' or "
        "${inst_class_authority} = 'social' or ${inst_class_authority} = 'child' or "
        "${sector} = 'ngo' or ${sector} = 'igo')"
    ),
    "vic_returns.constraint": (
        ". >= 0 and . <= 20000 and . = int(.) and ${vic_returns.ro_no.year_1} <= "
        "${vic_returns.out.year_1} + ${vic_returns.in.year_1} and "
        "${vic_returns.ro_no.year_2} <= ${vic_returns.out.year_2} + "
        "${vic_returns.in.year_2} and ${vic_returns.ro_no.year_3} <= "
        "${vic_returns.out.year_3} + ${vic_returns.in.year_3}"
    ),
    "rights_obstacle.row_filter": "any-of(${rights_practice.@row}, 'sometimes', 'rarely', 'never')",
    "reflection_length.warning": (
        "not(${country} = 'NO' and . = 'd4') and not(${country} = 'RO' and any-of(., 'd3', 'd4'))"
    ),
    "svc_served.relevant": (
        "${inst_class_authority} != 'police' and ${inst_class_authority} != 'immigration'"
        " and any-row(${svc_provision}, 'direct', 'both')"
    ),
    "svc_served.warning": "count-answered(.) = count-shown(.)",
    "svc_capacity.relevant": (
        "${inst_class_authority} != 'police' and ${inst_class_authority} != 'immigration'"
        " and (${svc_provision.emerg_housing} = 'direct' or "
        "${svc_provision.emerg_housing} = 'both' or ${svc_provision.shelter} = 'direct' "
        "or ${svc_provision.shelter} = 'both' or ${svc_provision.transition} = 'direct' "
        "or ${svc_provision.transition} = 'both' or ${svc_provision.psych} = 'direct' or "
        "${svc_provision.psych} = 'both' or ${svc_provision.legal} = 'direct' or "
        "${svc_provision.legal} = 'both' or ${svc_provision.vocational} = 'direct' or "
        "${svc_provision.vocational} = 'both' or ${svc_provision.peer} = 'direct' or "
        "${svc_provision.peer} = 'both')"
    ),
    "shelter_places.warning": "sum-col(., 'places') <= 200",
    "shelter_not_admitted.warning": "not(selected(., 'men') and ${shelter_places.men.places} > 0)",
    "child_measures.relevant": (
        "${inst_class_authority} != 'police' and ${inst_class_authority} != 'immigration'"
        " and (selected(${target_groups}, 'girls') or selected(${target_groups}, 'boys') "
        "or ${inst_class_authority} = 'child' or ${inst_class_ngo} = 'ngo_child')"
    ),
    "cm_profession.relevant": (
        "${inst_class_authority} != 'police' and ${inst_class_authority} != 'immigration'"
        " and (selected(${mandate}, 'housing') or selected(${mandate}, 'social') or "
        "selected(${mandate}, 'child') or selected(${mandate}, 'health') or "
        "selected(${mandate}, 'legal') or selected(${mandate}, 'work') or "
        "selected(${mandate}, 'return')) and ${cm_assigned} != 'never' and ${cm_assigned}"
        " != 'na'"
    ),
    "stats_comment.warning": "no-pii(.)",
    "return_steps.relevant": (
        "selected(${mandate}, 'return') or ${svc_provision.return} = 'direct' or "
        "${svc_provision.return} = 'referral' or ${svc_provision.return} = 'both'"
    ),
}

EVERY = pytest.mark.parametrize("text", FLAGSHIP.values(), ids=FLAGSHIP.keys())


class Codes:
    """Names that say every question, code, row and column as it is written."""

    def question(self, name: str) -> str:
        return name

    def code(self, question: str, code: str) -> str:
        return f"{question}:{code}"

    def row(self, question: str, row: str) -> str:
        return f"{question}:{row}"

    def domain(self, question: str) -> None:
        return None

    def column(self, question: str, column: str) -> str:
        return f"{question}:{column}"


@EVERY
def test_it_is_read_and_names_its_questions(text):
    expression = parse(text)
    assert all(f"${{{name}" in text for name in names_in(expression))


@EVERY
def test_it_can_be_asked_of_an_empty_form(text, situation):
    assert compile_condition(parse(text)).verdict(situation({})) in (True, False, None)


@EVERY
@pytest.mark.parametrize("language", languages().offered)
def test_it_has_a_sentence_without_signs_of_code(text, language):
    said = clause(parse(text), Codes(), phrases_in(translate_in(language), language))
    assert not set(said) & set("=<>$@{}")
    assert "None" not in said


def test_every_check_of_an_unfilled_grid_is_satisfied(holds):
    checks = [text for key, text in FLAGSHIP.items() if key.startswith("vic_")]
    warnings = [text for text in checks if "keeps_statistics" not in text]
    assert len(warnings) == 7
    assert all(holds(text, this="forms") for text in warnings)
