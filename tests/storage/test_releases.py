"""What was published is kept for the audit of later releases."""

import stat

import pytest

from surveyapp.analysis.disclosure.release import Release
from surveyapp.instance import create_instance
from surveyapp.storage.releases import ReleaseUnreadable, record_release, releases_of


@pytest.fixture
def instance(tmp_path):
    return create_instance(tmp_path / "instance")


def release(wave):
    return Release("service_provision", wave, "a" * 64, "2014-12-01", ())


def test_releases_come_back_oldest_first(instance):
    for wave in ("spring", "autumn"):
        record_release(instance, release(wave))
    assert [each.wave for each in releases_of(instance, "service_provision")] == [
        "spring",
        "autumn",
    ]


def test_without_a_release_there_is_none(instance):
    assert releases_of(instance, "service_provision") == []


def test_only_the_owner_may_read_a_release(instance):
    path = record_release(instance, release("spring"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_release_is_refused_with_its_path(instance):
    path = record_release(instance, release("spring"))
    path.write_text("{}")
    with pytest.raises(ReleaseUnreadable, match=path.name):
        releases_of(instance, "service_provision")
