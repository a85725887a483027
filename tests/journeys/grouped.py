"""A small study of any number of countries: its files, its answers, its instance."""

from datetime import date
from random import Random

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.responses import Submission
from surveyapp.storage.waves import Wave, WaveState, move_wave, new_wave
from tests.architecture.source import ROOT
from tests.storage.submissions import store_many

NAME, WAVE = "heat", "spring"
COUNTRIES = {"SE": "Sweden", "HU": "Hungary", "FI": "Finland", "EE": "Estonia", "PT": "Portugal"}
SIZES = {"SE": 28, "HU": 41, "FI": 35, "EE": 30, "PT": 22}
PARTS = {"SE": 0.2, "HU": 0.35, "FI": 0.5, "EE": 0.65, "PT": 0.8}
"""How likely an institution of the country is to have begun."""

FORM = """
questionnaire: heat
version: "1"
languages: [en]
title: Heat plans
purpose: How towns prepare for heat.
compare_by: country
split_by: kind
sections:
  - name: start
    label: The start
    sensitive: false
    pages:
      - name: first
        questions:
          - name: country
            type: select_one
            label: In which country are you?
            choices: [%(choices)s]
          - name: kind
            type: select_one
            label: What are you?
            choices: [{code: town, label: Town}, {code: county, label: County}]
          - name: started
            type: select_one
            label: Have you begun?
            choices: [{code: "yes", label: Begun}, {code: "no", label: Not begun}]
          - name: level
            type: select_one
            level: ordinal
            label: How far are you?
            choices:
              - {code: low, label: A little}
              - {code: mid, label: Half}
              - {code: high, label: Far}
          - name: means
            type: select_multiple
            label: What do you use?
            choices:
              - {code: trees, label: Trees}
              - {code: water, label: Water}
              - {code: shade, label: Shade}
          - name: works
            type: grid_select_one
            label: How well does it work?
            rows: [{code: day, label: By day}, {code: night, label: By night}]
            choices:
              - {code: bad, label: Badly}
              - {code: fair, label: Fairly}
              - {code: good, label: Well}
            level: ordinal
          - name: first
            type: rank
            label: What comes first?
            choices:
              - {code: old, label: The old}
              - {code: young, label: The young}
              - {code: ill, label: The ill}
            max_choices: 2
          - name: hours
            type: integer
            label: How many hours a week?
          - name: visits
            type: grid_integer
            label: How many people did you visit?
            rows: [{code: homes, label: At home}, {code: wards, label: In wards}]
            columns: [{code: n, label: People}]
            counts: people
          - name: pressed
            type: select_one
            label: Were you pressed?
            sensitive: true
            choices: [{code: "yes", label: Pressed}, {code: "no", label: Not pressed}]
"""
REASONS = """
list: missing
title: Why there is no answer
codes: [{code: blank, label: Left blank}]
"""
PLAN = """
analysis: heat
version: "1"
%(pairing)s
left_out: {country: Says who answered., kind: Says who answered.}
chapters:
  - name: heat
    label: Heat
    comparisons:
      - {name: started, questions: [started]}
      - {name: level, questions: [level]}
      - {name: means, questions: [means]}
      - {name: works, questions: [works]}
      - {name: first, questions: [first]}
      - {name: hours, questions: [hours]}
      - {name: visits, questions: [visits], show: totals}
      - {name: parts, title: What the visits are, columns: [visits.*.*], show: composition}
      - {name: pressed, questions: [pressed]}
      - name: begun_by_level
        title: Begun and how far
        questions: [started]
        show: cross
        cross: level
        split: false
"""


def make_home(path, codes, pairing=""):
    """A project's directory with this one questionnaire about these countries."""
    folder = path / "questionnaires" / NAME
    folder.mkdir(parents=True)
    choices = ", ".join(f'{{code: "{code}", label: {COUNTRIES[code]}}}' for code in codes)
    (folder / "questionnaire.yaml").write_text(FORM % {"choices": choices}, encoding="utf-8")
    (folder / "analysis.yaml").write_text(PLAN % {"pairing": pairing}, encoding="utf-8")
    lists = path / "questionnaires" / "code_lists"
    lists.mkdir()
    (lists / "missing.yaml").write_text(REASONS, encoding="utf-8")
    (path / "migrations").symlink_to(ROOT / "migrations")


def answers_of(codes):
    """The same answers of a country whichever others there are."""
    return [found for code in codes for found in _answers(code)]


def _answers(country):
    random, part = Random(country), PARTS[country]
    for _ in range(SIZES[country]):
        begun = random.random() < part
        yield {
            "country": country,
            "kind": random.choice(["town", "county"]),
            "started": "yes" if begun else "no",
            "level": random.choices(["low", "mid", "high"], [1, 2, 1 + 4 * part])[0],
            "means": sorted(random.sample(["trees", "water", "shade"], random.randint(1, 2))),
            "works.day": random.choice(["bad", "fair", "good"]),
            "works.night": random.choice(["bad", "good", "good"]),
            "first": random.sample(["old", "young", "ill"], 2),
            "hours": random.randint(0, 60),
            "visits.homes.n": random.randint(0, 40),
            "visits.wards.n": random.randint(0, 90),
            "pressed": "yes" if random.random() < part / 3 else "no",
        }


def make_instance(path, codes):
    """A synthetic round that is open, with these answers."""
    instance = create_instance(path / "instance", is_demo=True)
    upgrade(instance)
    form = load_release(NAME)
    with connected(instance):
        new_wave(_wave(form))
        move_wave(WAVE, WaveState.OPEN)
        store_many(_submission(form, answers) for answers in answers_of(codes))
    return instance


def _submission(form, answers):
    return Submission(
        questionnaire=NAME,
        version_hash=form.version_hash,
        wave=WAVE,
        country=answers["country"],
        split_code=None,
        mode="web",
        answers=answers,
        is_synthetic=True,
        withdraw_tag=None,
    )


def _wave(form):
    return Wave(
        name=WAVE,
        questionnaire=NAME,
        version=form.version,
        version_hash=form.version_hash,
        edition="full",
        parameters={},
        opens=date(2020, 5, 1),
        closes=date(2020, 6, 1),
        state=WaveState.DRAFT,
        is_synthetic=True,
    )
