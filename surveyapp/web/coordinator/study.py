"""Study: the comparison of one wave, protected once per snapshot and kept between requests."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from surveyapp.analysis.comparison.comparison import ColumnComparison, Comparison
from surveyapp.analysis.disclosure import ProtectedTable
from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.instance import Instance
from surveyapp.reports.exhibit.response import others_words
from surveyapp.reports.labels import Labels
from surveyapp.storage.publications import published_of
from surveyapp.storage.snapshots import snapshot_of_wave
from surveyapp.storage.waves import Wave, is_comparable, waves_begun
from surveyapp.web.language import RequestCatalogue, current_language
from surveyapp.web.respondent.form_words import FormWords, asked_in, take_form

ALL = "all"


@dataclass(frozen=True, slots=True)
class Study:
    """One wave's protected comparisons: of the groups, and of each part of the split.

    plan: as it was loaded; publication: the part of it that was asked in this wave. table: what
    both are made of.
    """

    wave: Wave
    plan: DisseminationPlan
    publication: DisseminationPlan
    whole: Comparison
    split: Comparison
    table: ProtectedTable

    @property
    def parts(self) -> tuple[str, ...]:
        """Codes of the split, such as authority and the others; none without a split."""
        groups = self.split.columns[0].groups if self.split.columns else ()
        found = dict.fromkeys(group.group[1][1] for group in groups if len(group.group) > 1)
        return tuple(found)

    def among(self, part: str) -> Comparison:
        """The comparison among all, or within one part of the split."""
        if part not in self.parts:
            return self.whole
        return replace(
            self.split,
            columns=tuple(_within(c, part) for c in self.split.columns),
            compositions=tuple(c for c in self.split.compositions if c.group[1][1] == part),
        )


_kept: dict[tuple[str, str], Study] = {}
_one_at_a_time: defaultdict[str, Lock] = defaultdict(Lock)


def study_of(wave: Wave) -> Study:
    """The wave's comparisons. Raises WaveNotFrozen for real answers before the freeze, and as
    `published_of`.
    """
    instance: Instance = current_app.extensions["surveyapp_instance"]
    asked = asked_in(wave)
    form, plan = asked.form, asked.plan
    snapshot = snapshot_of_wave(instance, wave, form, asked.books)
    key = (wave.name, snapshot.sha256)
    with _one_at_a_time[wave.name]:
        if key not in _kept or _kept[key].plan != plan:
            made = published_of(instance, wave, form, plan, asked.books)
            for old in [old for old in _kept if old[0] == wave.name]:
                del _kept[old]
            _kept[key] = Study(wave, plan, made.publication, made.whole, made.split, made.table)
        return _kept[key]


def prepare_latest(app: Flask) -> None:
    """Reads what the first page about the latest wave needs, before anybody asks for it.

    What is wrong with it is told to who asks for the page, not here.
    """
    with app.app_context(), suppress(LookupError, ValueError, OSError, SQLAlchemyError):
        latest = next(filter(is_comparable, waves_begun()), None)
        if latest is None:
            return
        asked = asked_in(latest)
        for language in asked.form.languages:
            asked.wording(language)
        study_of(latest)


def labels_of(wave: Wave) -> tuple[FormWords, Labels]:
    """The full form and the words to report it with, in the language of this page."""
    words = take_form(wave, "full", current_language())
    return words, Labels(words.wording_for(None), RequestCatalogue())


def part_names(study: Study, words: FormWords) -> Mapping[str, str]:
    """Part of the split -> its name; the first code, and everybody else."""
    split = words.form.split_by
    if split is None:
        return {}
    paths = {code.code: code.text_path for code in words.form.questions[split].question.choices}
    others = others_words(words.form, Labels(words.wording, RequestCatalogue()))
    known = {part: words.wording.text(paths[part]) for part in study.parts if part in paths}
    return {part: known.get(part) or others for part in study.parts}


def _within(shown: ColumnComparison, part: str) -> ColumnComparison:
    groups = tuple(g for g in shown.groups if g.group[1:2] and g.group[1][1] == part)
    differences = tuple(d for d in shown.differences if any(code == part for _, code in d.within))
    return replace(shown, groups=groups, differences=differences)
