"""What is published of a wave is computed once, kept, and fixed by its first publication."""

import errno
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from surveyapp.analysis.attack.audit import audit
from surveyapp.analysis.dissemination_plan import whole_of
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.storage import kept_publications, publications, records
from surveyapp.storage.publications import audit_of, published_of
from surveyapp.storage.records import RecordDamaged, kept_record, record_path
from surveyapp.storage.waves import WaveNotFrozen, WaveState, move_wave, wave
from tests.storage.submissions import store_many, submission

NAME, FOLDER = "close_protection", "gallery/close_protection"
OFTEN = ("never", "rarely", "never")
HELD = """
import sys, time
from pathlib import Path
from surveyapp.storage.kept_file import alone, mark_of

folder = Path({folder!r})
with alone(folder, mark_of("spring")):
    (folder / (mark_of("spring") + "-half.json.0.unfinished")).write_text("half")
    print("held", flush=True)
    time.sleep(600)
"""
COMPUTED_ELSEWHERE = """
from pathlib import Path
from surveyapp.analysis.dissemination_plan import whole_of
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import load_instance
from surveyapp.storage import publications
from surveyapp.storage.database import connected
from surveyapp.storage.waves import wave

compute = publications.publish_beside

def counted(*arguments):
    with Path({counted!r}).open("a") as file:
        file.write("1")
    return compute(*arguments)

publications.publish_beside = counted
instance = load_instance(Path({path!r}))
with connected(instance):
    form = load_release("gallery/close_protection")
    publications.published_of(instance, wave("spring"), form, whole_of(form))
"""


def answers(wave_name, country, n):
    return [
        submission(
            wave=wave_name,
            questionnaire=NAME,
            country=country,
            split_code=None,
            answers={"country": country, "turned_away": OFTEN[place % 3], "meetings": place},
        )
        for place in range(n)
    ]


@pytest.fixture
def new_frozen_wave(new_open_wave, database):
    """Keeps a frozen wave with so many answers of each country."""

    def make(name="spring", romanian=12, norwegian=9, **changes):
        new_open_wave(name, questionnaire=NAME, **changes)
        made = [*answers(name, "RO", romanian), *answers(name, "NO", norwegian)]
        store_many(made, load_release(FOLDER))
        move_wave(name, WaveState.CLOSED)
        return move_wave(name, WaveState.FROZEN)

    return make


def taken(instance, name="spring"):
    form = load_release(FOLDER)
    return published_of(instance, wave(name), form, whole_of(form))


def kept_files(instance):
    return {path.name for path in (instance.path / "publications").glob("*.json")}


@pytest.fixture
def times_computed(monkeypatch):
    """How often something was computed, as it is computed everywhere."""
    calls = []
    compute = publications.publish_beside

    def counted(*arguments):
        calls.append(1)
        return compute(*arguments)

    monkeypatch.setattr(publications, "publish_beside", counted)
    return calls


def test_a_frozen_wave_is_computed_once(new_frozen_wave, instance, times_computed):
    new_frozen_wave()
    first = taken(instance)
    assert taken(instance) == first
    assert len(times_computed) == 1
    assert len(kept_files(instance)) == 1


def test_other_software_computes_it_again(new_frozen_wave, instance, times_computed, monkeypatch):
    new_frozen_wave()
    first = taken(instance)
    before = kept_files(instance)
    monkeypatch.setattr(kept_publications, "computed_by", lambda: "a later release")
    assert taken(instance) == first
    assert len(times_computed) == 2
    assert len(kept_files(instance)) == 1
    assert kept_files(instance) != before


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\xfe", b'{"edition": "core"}'])
def test_what_cannot_be_read_is_computed_again(new_frozen_wave, instance, damage):
    new_frozen_wave()
    first = taken(instance)
    (path,) = (instance.path / "publications").glob("*.json")
    path.write_bytes(damage)
    assert taken(instance) == first
    assert path.read_bytes() != damage


def test_only_the_owner_may_read_what_is_kept(new_frozen_wave, instance):
    new_frozen_wave()
    taken(instance)
    for folder in (instance.path / "publications", instance.path / "records"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_full_disk_keeps_nothing_and_shows_everything(new_frozen_wave, instance, monkeypatch):
    new_frozen_wave()
    first = taken(instance)
    for path in (*(instance.path / "publications").glob("*.json"), record_path(instance, "spring")):
        path.unlink()

    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(kept_publications, "write_whole", full)
    monkeypatch.setattr(records, "write_whole", full)
    assert taken(instance) == first
    assert kept_files(instance) == set()


def test_a_folder_that_cannot_be_made_keeps_nothing_and_shows_everything(new_frozen_wave, instance):
    new_frozen_wave()
    (instance.path / "publications").write_bytes(b"")
    assert taken(instance).table.columns


def test_a_real_wave_that_is_open_is_not_published(new_open_wave, instance):
    new_open_wave(questionnaire=NAME)
    with pytest.raises(WaveNotFrozen):
        taken(instance)


def test_an_open_synthetic_wave_is_kept_until_an_answer_comes(
    new_open_wave, instance, times_computed
):
    new_open_wave(questionnaire=NAME, is_synthetic=True)
    made = [replace(each, is_synthetic=True) for each in answers("spring", "RO", 9)]
    store_many(made, load_release(FOLDER))
    first = taken(instance)
    assert taken(instance) == first
    assert len(times_computed) == 1
    before = kept_files(instance)
    more = [replace(each, is_synthetic=True) for each in answers("spring", "NO", 1)]
    store_many(more, load_release(FOLDER))
    assert taken(instance) != first
    assert len(times_computed) == 2
    assert len(kept_files(instance)) == 1
    assert kept_files(instance) != before
    assert kept_record(instance, "spring") is None


def test_the_first_publication_is_the_record(new_frozen_wave, instance):
    new_frozen_wave()
    assert kept_record(instance, "spring") is None
    made = taken(instance)
    record = kept_record(instance, "spring")
    assert (record.issue.questionnaire, record.issue.wave) == (NAME, "spring")
    assert record.issue.snapshot == made.whole.snapshot
    assert date.fromisoformat(record.issue.day)
    assert record.columns["turned_away"] in made.table.columns


def test_figures_of_the_record_are_shown_again(new_frozen_wave, instance):
    new_frozen_wave()
    taken(instance)
    path = record_path(instance, "spring")
    path.write_bytes(of_an_earlier_version(path).replace(b'"n":12', b'"n":13'))
    columns = {each.column.name: each for each in taken(instance).table.columns}
    assert columns["turned_away"].groups[(("country", "RO"),)].n == 13


def of_an_earlier_version(path):
    """A kept file without its keyed hash."""
    _mac, content = path.read_bytes().splitlines()
    return content


def test_the_record_of_an_earlier_version_is_read_and_gets_its_hash(new_frozen_wave, instance):
    new_frozen_wave()
    first = taken(instance)
    path = record_path(instance, "spring")
    told = path.read_bytes()
    path.write_bytes(of_an_earlier_version(path))
    assert taken(instance) == first
    assert path.read_bytes() == told


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b'"n":12', b'"n":11'),
        (b'"questionnaire":', b'"questionnaire" :'),
        (b'"hmac_sha256":"', b'"hmac_sha256":"0'),
        (b'{"hmac_sha256":"', b'{"hmac":"'),
        (b'"}\n', b'"}'),
        (b"}", b"}\n"),
    ],
)
def test_a_record_that_was_changed_is_refused(new_frozen_wave, instance, was, now):
    new_frozen_wave()
    taken(instance)
    path = record_path(instance, "spring")
    told = path.read_bytes()
    path.write_bytes(told.replace(was, now, 1))
    assert path.read_bytes() != told
    with pytest.raises(RecordDamaged, match=r"spring\.json.*backup"):
        taken(instance)
    path.write_bytes(told)
    assert taken(instance).table.columns


def test_the_record_of_another_wave_is_refused(new_frozen_wave, instance):
    for name in ("spring", "autumn"):
        new_frozen_wave(name)
        taken(instance, name)
    other, path = record_path(instance, "autumn"), record_path(instance, "spring")
    for exchanged in (other.read_bytes(), of_an_earlier_version(other)):
        path.write_bytes(exchanged)
        with pytest.raises(RecordDamaged):
            taken(instance)


def test_a_kept_publication_that_was_changed_is_made_again(new_frozen_wave, instance):
    new_frozen_wave()
    first = taken(instance)
    (path,) = (instance.path / "publications").glob("*.json")
    told = path.read_bytes()
    for changed in (told.replace(b'"n":12', b'"n":11', 1), of_an_earlier_version(path)):
        path.write_bytes(changed)
        assert taken(instance) == first
        assert path.read_bytes() == told


def test_an_audit_that_was_changed_is_made_again(new_frozen_wave, instance):
    new_frozen_wave()
    found = audited(instance)
    (path,) = kept_audits(instance)
    told = path.read_bytes()
    path.write_bytes(told.partition(b"\n")[2])
    assert audited(instance) == found
    assert path.read_bytes() == told


def audited(instance, name="spring"):
    form = load_release(FOLDER)
    return audit_of(instance, wave(name), form, whole_of(form))


def kept_audits(instance):
    return list((instance.path / "publications").glob("*.audit"))


def test_a_publication_is_attacked_once(new_frozen_wave, instance, monkeypatch):
    new_frozen_wave()
    made, found = taken(instance), audited(instance)
    assert found == audit(made.table)
    assert found.ranges
    monkeypatch.setattr(publications, "audit", lambda *_made: pytest.fail("attacked again"))
    assert audited(instance) == found


def test_the_audit_of_another_publication_is_not_read(new_frozen_wave, instance, monkeypatch):
    new_frozen_wave()
    audited(instance)
    (before,) = kept_audits(instance)
    monkeypatch.setattr(kept_publications, "computed_by", lambda: "a later release")
    audited(instance)
    (after,) = kept_audits(instance)
    assert after != before


def test_an_audit_that_cannot_be_read_is_made_again(new_frozen_wave, instance):
    new_frozen_wave()
    found = audited(instance)
    (path,) = kept_audits(instance)
    path.write_bytes(b"\x00damaged")
    assert audited(instance) == found
    assert path.read_bytes() != b"\x00damaged"


def test_several_processes_that_ask_at_once_compute_it_once(new_frozen_wave, instance, tmp_path):
    new_frozen_wave()
    counted = tmp_path / "computed"
    program = COMPUTED_ELSEWHERE.format(path=str(instance.path), counted=str(counted))
    asked = [
        subprocess.Popen([sys.executable, "-c", program], cwd=Path(__file__).parents[2])
        for _each in range(3)
    ]
    assert [each.wait(300) for each in asked] == [0, 0, 0]
    assert counted.read_text() == "1"
    assert len(kept_files(instance)) == 1


def test_who_is_killed_leaves_neither_a_lock_nor_half_a_file(new_frozen_wave, instance):
    new_frozen_wave()
    folder = instance.path / "publications"
    program = HELD.format(folder=str(folder))
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as killed:
        assert killed.stdout.readline() == b"held\n"
        killed.kill()
    assert taken(instance).table.columns
    assert not list(folder.glob("*.unfinished"))
    assert len(kept_files(instance)) == 1


def test_a_damaged_record_is_refused_with_its_path(new_frozen_wave, instance):
    new_frozen_wave()
    taken(instance)
    record_path(instance, "spring").write_text("{}", encoding="utf-8")
    with pytest.raises(RecordDamaged, match=r"spring\.json.*backup"):
        taken(instance)
