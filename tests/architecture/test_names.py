"""Modules, classes and functions are named after survey work."""

import ast
import re
from pathlib import PurePath

from tests.architecture.source import PACKAGE, ROOT, blind_excepts, calls, read_sources

# Words that name anything and therefore nothing (style.md, rule 1).
EMPTY_WORD = re.compile(
    r"manager|handler|help(?:ers?|ing)|utils?|utility|misc|common|process(?:or)?|info|datas?"
)
WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
CORE = ("questions", "questionnaire", "fieldwork", "analysis", "reports")
CLOCKS = frozenset(
    {"datetime.now", "datetime.utcnow", "date.today", "time.time", "uuid.uuid1", "uuid1"}
)


def is_empty(name):
    """A data file is a thing of the trade; data alone is not."""
    words = WORD.findall(name.removeprefix("data_file"))
    return any(EMPTY_WORD.fullmatch(word.lower()) for word in words)


def named_emptily(sources):
    found = []
    for source in sources:
        names = [PurePath(source.path).stem] + [
            node.name for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)
        ]
        found += [f"{source.path}: {name}" for name in names if is_empty(name)]
    return found


def core_sources():
    return read_sources(*(PACKAGE / name for name in CORE))


def test_no_module_or_class_has_an_empty_name():
    assert not named_emptily(read_sources(PACKAGE))


def test_an_empty_name_is_found(tmp_path):
    (tmp_path / "draft_manager.py").write_text("class DraftHandler: ...\nclass Draft: ...\n")
    (tmp_path / "data.py").touch()
    (tmp_path / "data_file.py").touch()
    planted = read_sources(tmp_path, root=tmp_path)
    assert named_emptily(planted) == [
        "data.py: data",
        "draft_manager.py: draft_manager",
        "draft_manager.py: DraftHandler",
    ]


def test_a_name_may_contain_the_letters_of_an_empty_word():
    assert not is_empty("SignInForm")


def test_nothing_catches_every_exception():
    assert not blind_excepts(read_sources(PACKAGE))


def test_a_blind_except_is_found(tmp_path):
    (tmp_path / "planted.py").write_text("try:\n    x = 1\nexcept Exception:\n    pass\n")
    assert blind_excepts(read_sources(tmp_path, root=tmp_path)) == ["planted.py:3"]


def test_the_core_never_looks_at_the_clock():
    assert not calls(core_sources(), CLOCKS)


def test_no_identifier_of_an_answer_carries_a_time():
    assert not calls(read_sources(PACKAGE), frozenset({"uuid1", "uuid6", "uuid7"}))


def test_a_look_at_the_clock_is_found(tmp_path):
    (tmp_path / "planted.py").write_text("import datetime\nx = datetime.datetime.now()\n")
    planted = read_sources(tmp_path, root=tmp_path)
    assert calls(planted, CLOCKS) == ["planted.py:2 calls datetime.datetime.now"]


def test_no_page_calls_answers_anonymous():
    pages = sorted((PACKAGE / "web/templates").rglob("*.html"))
    catalogues = sorted((ROOT / "translations").rglob("messages.po"))
    guilty = [
        str(path.relative_to(ROOT))
        for path in pages + catalogues
        if re.search("anonym", path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert not guilty
