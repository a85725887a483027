"""No call leaves a trail beside answers, runs what was typed, or writes it down.

A file may be named with the reason why it may all the same.
"""

import ast
import re

import pytest

from tests.architecture.source import PACKAGE, ROOT, read_sources

ORDERED_IDS = re.compile(r"(^|\.)(uuid[1-8]?|getnode|ulid|ksuid|snowflake)$", re.IGNORECASE)
CLOCKS = re.compile(r"(^|\.)(now|utcnow|today|time|time_ns|localtime|gmtime|ctime)$")
RUNNERS = re.compile(
    r"^(eval|exec|compile|__import__|os\.system|pickle\.\w+|marshal\.\w+|shelve\.\w+"
    r"|yaml\.(\w*load\w*|compose\w*|parse|scan))$"
)
BESIDE_ANSWERS = ("analysis", "fieldwork", "questionnaire", "questions", "storage", "study")
MAY_TELL_THE_DAY = {
    "surveyapp/study/mail_sending.py": "the week in which a contact was mailed to",
    "surveyapp/storage/records.py": "the day of a publication",
    "surveyapp/storage/waves.py": "the day on which a wave ended",
    "surveyapp/study/work/working.py": "the day of a job, and seconds of its lease while it runs",
    "surveyapp/study/work/upkeep.py": "the day, so that old jobs are removed",
    "surveyapp/study/report_source.py": "the day that a report of a round without an end carries",
}
MAY_FORMAT = {
    "surveyapp/cli/contacts.py": "words of the program itself",
    "surveyapp/cli/letters.py": "words of the program itself",
    "surveyapp/cli/mail.py": "words of the program itself",
    "surveyapp/cli/import_answers.py": "words of the program itself",
    "surveyapp/cli/refusal.py": "words of the program itself",
    "surveyapp/formats/report/unbroken.py": "Markup, which escapes what is put in",
    "surveyapp/formats/source/definition_file.py": "messages of the check",
    "surveyapp/formats/source/po_text.py": "the head of a catalogue",
    "surveyapp/formats/source/yaml_file.py": "messages of the check",
    "surveyapp/questionnaire/expression/syntax/error.py": "messages of the check",
    "surveyapp/questionnaire/expression/words/naming.py": "phrases of the program's catalogue",
    "surveyapp/questionnaire/expression/words/phrasing.py": "phrases of the program's catalogue",
    "surveyapp/questionnaire/expression/words/sentence.py": "phrases of the program's catalogue",
    "surveyapp/questionnaire/lint/reach.py": "messages of the check",
    "surveyapp/questionnaire/lint/structure.py": "messages of the check",
}
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false")
MAY_BE_UNESCAPED = {"surveyapp/formats/report/templates/report.html:13": "our own style sheet"}
OF_A_REQUEST = re.compile(r"\b(request|form|g|session)\.(\w+)")
LOGGING = re.compile(r"(^|\.|_)log(ger)?\.(debug|info|warning|error|exception|critical|log)$")


def calls_like(sources, pattern):
    """(path, line) of calls of such a name."""
    return [
        (source.path, node.lineno)
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and pattern.search(ast.unparse(node.func))
    ]


def formats(sources):
    """(path, line) of every ``.format`` of a text that does not stand right there."""
    return [
        (source.path, node.lineno)
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"format", "format_map"}
        and not isinstance(node.func.value, ast.Constant)
    ]


def logged_requests(sources):
    """(path, line) where more of a request than which page it met is written down."""
    return [
        (source.path, node.lineno)
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and LOGGING.search(ast.unparse(node.func))
        if any(found.group() != "request.endpoint" for found in OF_A_REQUEST.finditer(_said(node)))
    ]


def _said(call):
    return " ".join(map(ast.unparse, (*call.args, *call.keywords)))


def unescaped(folder, root=ROOT):
    """Place of everything in a template that is not escaped."""
    return [
        f"{path.relative_to(root)}:{number}"
        for path in sorted(folder.rglob("*.html"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNESCAPED.search(line)
    ]


def test_no_identifier_tells_when_it_was_made():
    assert calls_like(read_sources(PACKAGE, ROOT / "migrations"), ORDERED_IDS) == []


def test_nothing_beside_answers_looks_at_a_clock_but_for_days_of_a_wave():
    sources = read_sources(*(PACKAGE / each for each in BESIDE_ANSWERS))
    assert {path for path, _line in calls_like(sources, CLOCKS)} == MAY_TELL_THE_DAY.keys()


def test_nothing_is_run_that_was_read():
    assert calls_like(read_sources(PACKAGE), RUNNERS) == []


def test_no_text_of_a_questionnaire_is_a_format():
    assert {path for path, _line in formats(read_sources(PACKAGE))} == MAY_FORMAT.keys()


def test_no_template_leaves_anything_unescaped_but_our_style_sheet():
    assert unescaped(PACKAGE) == [*MAY_BE_UNESCAPED]


def test_nothing_of_a_request_is_written_down_but_which_page_it_met():
    assert logged_requests(read_sources(PACKAGE)) == []


@pytest.mark.parametrize(
    ("find", "line"),
    [
        (lambda found: calls_like(found, ORDERED_IDS), "uuid.uuid7()"),
        (lambda found: calls_like(found, ORDERED_IDS), "uuid1()"),
        (lambda found: calls_like(found, CLOCKS), "datetime.now(UTC)"),
        (lambda found: calls_like(found, CLOCKS), "time.time()"),
        (lambda found: calls_like(found, RUNNERS), "yaml.load(text, Loader=SafeLoader)"),
        (lambda found: calls_like(found, RUNNERS), "eval(text)"),
        (formats, "text.format(name=1)"),
        (logged_requests, "log.info('%s', request.form)"),
        (logged_requests, "self.error_log.error('%s', dict(request.headers))"),
    ],
)
def test_what_is_banned_is_found(tmp_path, find, line):
    (tmp_path / "planted.py").write_text(f"x = 1\n{line}\n", encoding="utf-8")
    assert find(read_sources(tmp_path, root=tmp_path)) == [("planted.py", 2)]


def test_what_a_template_leaves_unescaped_is_found(tmp_path):
    words = "<p>{{ words }}</p>\n<p>{{ words|safe }}</p>\n{% autoescape false %}\n"
    (tmp_path / "planted.html").write_text(words, encoding="utf-8")
    assert unescaped(tmp_path, tmp_path) == ["planted.html:2", "planted.html:3"]
