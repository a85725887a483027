"""For every rule about plans, how to break the sound plan in one place.

An edit is (file, what stands there, what to write instead), as in `broken`; the files lie below
tests/formats/planned.
"""

from pathlib import Path

PLANNED = Path(__file__).parent / "planned"
PLAN = "questionnaires/planned/analysis.yaml"
FORM = "questionnaires/planned/questionnaire.yaml"
CATALOGUE = "translations/ro/LC_MESSAGES/planned_analysis.po"

P = PLAN
OF_LACK = "        questions: [lack]\n"
IN_ORDER = """of: [low, middle]}
      - {code: high, label: High, of: [high]}"""
OUT_OF_ORDER = """of: [low, high]}
      - {code: high, label: High, of: [middle]}"""
OF_ONE_ROW = "      - {name: beds, columns: [care.bed], merge: two}\n"
BEFORE_PLACES = "      - name: places\n"

SHAPES = {
    "not-a-date": (P, "seen: 2026-11-24", "seen: 24.11.2026"),
    "missing-key": (P, ", source: Official Gazette", ""),
    "unknown-key": (P, "without: [low]", "whithout: [low]"),
    "other-name": (P, "analysis: planned", "analysis: other"),
}
NAMES = {
    "unknown-question": (P, "questions: [lack]", "questions: [lck]"),
    "unknown-column": (P, "[places.*.n]", "[place.*.n]"),
    "unknown-list": (P, "list: scale", "list: scales"),
    "unknown-code": (P, "without: [low]", "without: [lo]"),
    "unknown-country": (P, "country: RO", "country: SE"),
    "name-used-twice": (P, "name: lack", "name: rating"),
    "not-one-answer": (P, "{question: rating, without", "{question: places, without"),
    "reserved-code": (P, "code: below", "code: dk"),
    "not-compared": (FORM, "compare_by: country\n", ""),
    "unknown-merge": (P, "merge: two", "merge: tow"),
    "unknown-index": (P, "index: good", "index: god"),
    "unknown-flag": (P, "flags: [unlike]", "flags: [unlike, unlik]"),
    "unknown-series": (P, "series: [official]", "series: [oficial]"),
    "pairing-unfit": (P, "rules: {k: 5}", "rules: {k: 5}\nreference: RO"),
    "unknown-class": (P, "{public: 30", "{pubic: 30"),
    "unknown-pool": (P, "pool: kinds", "pool: kind"),
    "unknown-row": (P, "rows: [bed, room]", "rows: [bed, roam]"),
    "unused-in-plan": (P, "        series: [official]\n", ""),
}
SHOWN = {
    "no-columns": (P, OF_LACK, ""),
    "text-compared": (P, "questions: [lack]", "questions: [comment]"),
    "show-unfit": (P, OF_LACK, f"{OF_LACK}        show: totals\n"),
    "key-unfit": (P, OF_LACK, f"{OF_LACK}        cross: rating\n"),
    "cross-unfit": (P, "cross: wish", "cross: country"),
    "title-needed": (P, "        title: Gained and lost\n", ""),
    "not-comparable": (P, "show: totals", "show: ratio"),
    "flag-not-named": (P, "        flags: [unlike]\n", ""),
}
MERGED = {
    "merge-unfit": (P, OF_LACK, f"{OF_LACK}        merge: two\n"),
    "code-in-no-group": (P, "of: [low, middle]", "of: [low]"),
    "code-in-two-groups": (P, "of: [high]", "of: [high, low]"),
    "merge-breaks-order": (P, IN_ORDER, OUT_OF_ORDER),
    "two-merges": (P, "        merge: two\n        show: cross", "        show: cross"),
    "two-bases": (
        P,
        BEFORE_PLACES,
        f"      - {{name: lack_again, questions: [lack]}}\n{BEFORE_PLACES}",
    ),
}
POOLED = {
    "row-in-two-families": (P, "rows: [bed, room]", "rows: [bed, room, bed]"),
    "pool-unfit": (P, OF_LACK, f"{OF_LACK}        pool: kinds\n"),
    "nearest-unfit": (P, "nearest: below", "nearest: middle"),
    "two-pools": (P, BEFORE_PLACES, f"{OF_ONE_ROW}{BEFORE_PLACES}"),
}
NUMBERS = {
    "no-score": (P, "items: [rating,", "items: [rating, lack,"),
    "minimum-too-large": (P, "minimum: 2", "minimum: 3"),
    "classes-do-not-rise": (P, "rules: {k: 5}", "rules: {k: 5}\nclasses: {spare: [0, 10, 5]}"),
    "class-too-narrow": (P, "rules: {k: 5}", "rules: {k: 5}\nclasses: {spare: [0, 10, 12]}"),
    "rules-too-weak": (P, "rules: {k: 5}", "rules: {k: 4}"),
}
GAPS = {
    "left-out-and-shown": (P, "  spare: A", "  lack: A"),
    "question-forgotten": (P, "left_out:\n  spare: A number that says nothing.\n", ""),
}
TEXTS = {
    "unknown-placeholder": (P, "label: Official places", "label: Official places in {yer}"),
    "translation-missing": (CATALOGUE, 'msgstr "Prima parte"', 'msgstr ""'),
    "cedilla": (CATALOGUE, "Țările", "Ţările"),
}
FAMILIES = (SHAPES, NAMES, SHOWN, MERGED, POOLED, NUMBERS, GAPS, TEXTS)
PLAN_CASES = [(code, edit) for family in FAMILIES for code, edit in family.items()]
