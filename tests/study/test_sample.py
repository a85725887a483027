"""Whom a wave asked is counted from its contacts, and stands in what is published."""

import pytest

from surveyapp.analysis.statistics.response_rate import response_rates
from surveyapp.fieldwork.contact import Disposition, Stratum
from surveyapp.storage.contacts import SampleRefused, dispose, keep_contacts
from surveyapp.storage.invitations import exchange, invitations_of, make_invitations, mark_answered
from surveyapp.storage.waves import WaveState, move_wave, wave
from surveyapp.study.sample import StratumResponse, keep_list, population_of, response_of
from surveyapp.study.study import study_of
from tests.reports.small_report import WAVE
from tests.storage.contacts import POOL, TRACKED, listed


def asked(n, country, split_code):
    return [listed(f"{country} {split_code} {i}", country, split_code) for i in range(n)]


def test_the_population_is_counted_by_the_classes_that_are_published(empty):
    lines = [*asked(6, "RO", "public"), *asked(2, "RO", "private"), *asked(3, "NO", "public")]
    keep_contacts(WAVE, lines, TRACKED)
    study = study_of(empty, wave(WAVE))
    assert sum(map(sum, (each.values() for each in study.plan.population.values()))) == 11
    assert study.plan.population == population_of(WAVE, study.form)
    assert study.plan.rules == study.instrument.plan.rules


def test_without_contacts_the_plan_says_who_was_asked(empty):
    study = study_of(empty, wave(WAVE))
    assert study.plan == study.instrument.plan


def test_who_turns_out_not_to_belong_is_not_counted(empty):
    keep_contacts(WAVE, asked(3, "RO", "public"), TRACKED)
    dispose(WAVE, ["RO public 0"], Disposition.NOT_ELIGIBLE)
    dispose(WAVE, ["RO public 1"], Disposition.REFUSED)
    population = population_of(WAVE, study_of(empty, wave(WAVE)).form)
    assert sum(population["RO"].values()) == 2


def test_rates_count_who_refused_and_who_could_not_be_reached():
    found = StratumResponse(
        asked=34,
        opened=22,
        answered=20,
        disposed={
            Disposition.REFUSED: 3,
            Disposition.UNABLE: 2,
            Disposition.UNDELIVERABLE: 4,
            Disposition.NOT_ELIGIBLE: 1,
        },
    )
    counted = found.dispositions
    assert (counted.refusal, counted.other, counted.noncontact) == (3, 2, 34 - 1 - 20 - 3 - 2)
    assert response_rates(counted)["RR2"] == 20 / 33


def test_in_a_pool_the_strata_are_counted_though_nobody_knows_who(empty):
    keep_contacts(WAVE, [*asked(3, "RO", "public"), *asked(1, "NO", "public")], POOL)
    make_invitations(WAVE, empty.pepper)
    here = [each for each in invitations_of(WAVE) if each.stratum.country == "RO"]
    for each in here[:2]:
        exchange(each)
    mark_answered([here[0].invitation_id])
    found = response_of(WAVE)
    assert found[Stratum("RO", "public")] == StratumResponse(3, 2, 1, {})
    assert found[Stratum("NO", "public")] == StratumResponse(1, 0, 0, {})


def test_whom_a_frozen_wave_asked_stays(empty):
    keep_contacts(WAVE, asked(3, "RO", "public"), TRACKED)
    move_wave(WAVE, WaveState.CLOSED)
    move_wave(WAVE, WaveState.FROZEN)
    with pytest.raises(SampleRefused, match="frozen"):
        keep_list(wave(WAVE), asked(4, "RO", "public"), TRACKED)
