"""The demo study as it is published, and as it would be if the gate told what it must not."""

from dataclasses import dataclass, replace

import pytest

from surveyapp.analysis.disclosure import banded
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.finalisation import finalise
from surveyapp.storage.database import connected
from surveyapp.storage.waves import latest_wave
from surveyapp.study.report_source import provenance_of
from surveyapp.study.study_figures import figures_of
from tests.attacks.naive import exact
from tests.filled_demo import copy_of_demo
from tests.surfaces.allowed import Allowed
from tests.surfaces.besides import of_responses, of_rules
from tests.surfaces.figures import Lookup

NAME = "service_provision"
NAIVE = DisclosureRules(k=3, quartiles_from=5, dominance=0.99, second_guess=0.01)


@dataclass
class Demo:
    """A filled instance. study: what its report is made of; made: what is published of it."""

    instance: object
    study: object
    provenance: object
    labels: object

    @property
    def form(self):
        return self.study.form

    @property
    def made(self):
        return self.study.outputs

    @property
    def numbers(self):
        """Number of a comparison, such as 3.4 -> its name."""
        return {
            f"{chapter}.{place}": each.name
            for chapter, of in enumerate(self.made.publication.chapters, start=1)
            for place, each in enumerate(of.comparisons, start=1)
        }


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    made = copy_of_demo(tmp_path_factory, tmp_path_factory.mktemp("surfaces") / "demo")
    with connected(made):
        wave = latest_wave(NAME)
        study = figures_of(made, wave)
        assert study.outputs.table.columns  # read while the databases are open
        return Demo(made, study, provenance_of(wave, None), study.labels("en"))


@pytest.fixture(scope="session")
def lookup(demo):
    """Looks up what stands for everybody."""
    return lookup_of(demo)


def lookup_of(demo, part=None):
    """part: of the split; None for everybody."""
    made, form = demo.made, demo.form
    allowed = Allowed(made, form, demo.labels, part)
    wording = demo.labels.wording
    words = [wording.text(path) for path in wording.texts if "@" not in path]
    return Lookup(allowed.exhibits, words, of_responses(made, form) | of_rules(made))


@pytest.fixture(scope="session")
def leaky(demo):
    """The same answers behind a gate that lets small counts and groups of three pass."""
    plan = replace(demo.study.plan, rules=NAIVE)
    with connected(demo.instance), pytest.MonkeyPatch.context() as patched:
        patched.setattr(banded, "asked", exact)
        made = finalise(demo.study.snapshot, demo.form, plan)
    told = replace(demo.study)
    vars(told)["outputs"] = made
    return replace(demo, study=told)
