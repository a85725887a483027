"""The flagship's plan covers X1 to X15 in five chapters, and gives nobody away by two tables."""

from collections import defaultdict

import pytest

from surveyapp.analysis.dissemination_plan import Show
from surveyapp.formats.source.analysis_file import load_publication
from surveyapp.formats.source.questionnaire_folder import (
    load_code_lists,
    load_plan_definition,
    load_release,
    load_wording,
)
from surveyapp.formats.source.recipe_file import load_recipe

NAME = "service_provision"
CHAPTERS = {
    "statistics": ("X1", "X2", "X3", "X4"),
    "legislation": ("X5",),
    "services": ("X6", "X7", "X8", "X9"),
    "case_management": ("X10", "X11", "X12"),
    "recommendations": ("X13", "X14", "X15"),
}
ABOUT_THE_OTHER = ("rn_contact", "rn_cases", "rn_channels", "rn_protocol", "rn_info", "rn_rating")


@pytest.fixture(scope="module")
def publication():
    return load_publication(NAME)


def declared(publication, **wanted):
    return [
        each
        for each in publication.comparisons()
        if all(getattr(each, key) == value for key, value in wanted.items())
    ]


def test_the_chapters_of_the_report_feed_the_comparisons_of_the_brief(publication):
    fed = {
        chapter.name: tuple(dict.fromkeys(e.feeds for e in chapter.comparisons if e.feeds))
        for chapter in publication.chapters
    }
    assert fed == CHAPTERS


def test_a_column_is_published_under_one_merge_and_one_base(publication):
    uses = defaultdict(set)
    for each in publication.comparisons():
        for name in each.columns:
            uses[name].add((each.merge.name if each.merge else None, each.base))
    assert {name: found for name, found in uses.items() if len(found) > 1} == {}


def test_the_second_question_of_a_cross_table_has_its_own_merge(publication):
    for each in declared(publication, show=Show.CROSS):
        (alone,) = [e for e in publication.comparisons() if e.columns == (each.cross,)][:1]
        assert each.cross_merge == alone.merge


def test_every_question_with_figures_of_victims_is_shown_without_a_difference(publication):
    shows = {
        each.show
        for each in publication.comparisons()
        for question in each.questions
        if question.startswith("vic_")
    }
    assert shows == {Show.TOTALS, Show.COMPOSITION}


def test_national_bodies_are_in_no_sum(publication):
    sums = [e for e in publication.comparisons() if e.show in {Show.TOTALS, Show.COMPOSITION}]
    assert {(e.base.question, e.base.without) for e in sums} == {
        ("inst_class_authority", ("coord",))
    }


def test_regions_are_never_published(publication):
    shown = {question for each in publication.comparisons() for question in each.questions}
    assert not shown & {"region_ro", "region_no"}


def test_each_country_says_what_it_thinks_of_the_other(publication):
    mirrors = {each.mirror.question: each for each in declared(publication, show=Show.MIRROR)}
    assert mirrors.keys() >= set(ABOUT_THE_OTHER)
    assert all(set(m.mirror.text_path_by_country) == {"RO", "NO"} for m in mirrors.values())


def test_the_rights_index_needs_half_of_its_rights(publication):
    (each,) = declared(publication, name="rights_index")
    assert (len(each.index.items), each.index.minimum) == (16, 8)


@pytest.mark.parametrize(("edition", "n_items", "minimum"), [("full", 7, 5), ("core", 5, 3)])
def test_each_edition_has_its_own_index_of_case_management(publication, edition, n_items, minimum):
    (each,) = (e for e in declared(publication, edition=edition) if e.index)
    assert (len(each.index.items), each.index.minimum) == (n_items, minimum)
    asked = {c.name: c for c in load_release(NAME).in_edition(edition).columns}
    assert each.index.needs() <= asked.keys()
    assert not any(asked[name].is_sensitive for name in each.index.needs())


def test_public_figures_name_their_source_and_the_day(publication):
    points = [point for series in publication.series for point in series.points]
    assert len(points) > 20
    assert all(point.source_path and point.seen.year == 2026 for point in points)


def test_the_totals_of_the_national_bodies_are_those_that_were_published(publication):
    values = {s.name: [point.value for point in s.points] for s in publication.series}
    assert values["anitp_identified"] == [1041, 896, 757]
    assert values["kom_followed_up"] == [349, 300, 324]


def test_more_institutions_were_asked_than_answer_in_the_demo(publication):
    n_answering = defaultdict(int)
    for group in load_recipe(NAME).groups:
        n_class = "authority" if group.given["sector"] == "authority" else "others"
        n_answering[group.given["country"], n_class] += group.count
    for (country, n_class), n in n_answering.items():
        assert publication.population[country][n_class] > n


def test_a_question_that_is_left_out_has_its_reason():
    plan = load_plan_definition(NAME)
    assert all(len(reason.split()) > 5 for reason in plan.left_out.values())


@pytest.mark.parametrize("pool", ["services", "services_wide"])
def test_every_service_is_in_a_family(pool):
    families = load_plan_definition(NAME).pools[pool].families
    services = {c.code for c in load_code_lists(NAME)["service"].codes}
    assert sorted(row for family in families for row in family.rows) == sorted(services)


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_every_path_of_the_publication_has_words(publication, language):
    wording = load_wording(NAME, language)
    paths = [chapter.text_path for chapter in publication.chapters]
    for each in publication.comparisons():
        paths += [each.text_path, each.note_path or each.text_path]
        paths += [together.text_path for together in each.together]
        paths += each.merge.text_paths.values() if each.merge else ()
        paths += [pool.column.line_path for pool in each.pools]
    paths += [flag.text_path for flag in publication.flags]
    paths += [
        path for series in publication.series for path in (series.text_path, series.unit_path)
    ]
    assert [path for path in paths if not wording.has(path)] == []
