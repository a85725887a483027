"""Questionnaire schema: JSON Schema of the YAML files, for editors that complete and underline."""

from collections.abc import Mapping
from typing import Any

from surveyapp.fieldwork.calendar_rules import CalendarRules
from surveyapp.questionnaire.definition import (
    CodeListDefinition,
    Definition,
    QuestionnaireDefinition,
)
from surveyapp.questionnaire.profile import Profile
from surveyapp.questions.registry import QUESTION_TYPES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KEYS: Mapping[str, str] = {
    "questionnaire": "Name of the questionnaire, the same as its folder.",
    "version": "Raised when anything changes that answers depend on; in quotes.",
    "source_language": "Language of the texts in this file; en if not said.",
    "languages": "All languages offered; the others come from translations/.",
    "title": "Shown on the start page, on a page or for a list.",
    "purpose": "Start page: what the questionnaire is for; Markdown.",
    "content_note": "Start page: a calm note on the subject; Markdown.",
    "prepare": "Start page: what to have at hand, a list for each of those who answer together.",
    "items": "Name -> what to have at hand; a name stays when its words are changed.",
    "privacy": "Start page: the privacy notice of the study; Markdown.",
    "minutes": "The most minutes that an edition may take; check warns above them.",
    "unit": "Who answers: an institution or an individual.",
    "compare_by": "The select_one question whose codes are the groups, such as towns.",
    "strata": "Questions whose combinations the overview of answers shows.",
    "classes": "Questions from which the class of a response is read.",
    "identifying": "Questions that point at one institution; in no file that is handed out.",
    "known_outside": "Questions whose answers others know too, the most important first.",
    "split_by": "Question that splits a comparison, such as towns and counties.",
    "consent": "The question about consent.",
    "consent_given": "The code of that question that means yes; any other ends politely.",
    "parameters": "Values for placeholders such as {year_1}.",
    "editions": "Shorter and longer forms, core and full; the first is the default.",
    "missing": "Reasons for no answer that are offered; [] for none.",
    "terms": "Words with a definition; in a question, those that are shown folded.",
    "shared_warnings": "Soft checks that questions use by name.",
    "sections": "Parts of the questionnaire, lettered A, B, C by their order.",
    "letter": "Fixed letter, so that numbers stay when the order changes; all have one or none.",
    "pages": "Questions that are answered together.",
    "questions": "The questions of a page.",
    "name": "Stable name: never change or reuse it once there are answers.",
    "type": "What kind of answer it takes.",
    "label": "The words that people see.",
    "note": "An introduction; Markdown.",
    "definition": "What the term means here.",
    "hint": "A line below the question.",
    "guidance": "More explanation, folded away; Markdown.",
    "variants": "Other words for one of the compared groups: {SE: {label: …}}.",
    "choices": "Answers: a list by name, {list: x, without: [a]}, or written here.",
    "rows": "Rows of a grid; written as choices.",
    "columns": "Columns of a grid of numbers; written as choices.",
    "row_filter": "Expression: which rows are shown; @row is the row.",
    "relevant": "Expression: when the question is asked.",
    "required": "Whether it must be answered, or a reason given.",
    "constraint": "Expression: a hard rule on the answer; in a grid of numbers on each cell.",
    "constraint_message": "What to say when the constraint does not hold.",
    "constraints": "Further hard rules, each with its own message.",
    "warnings": "Soft checks: names of shared ones, or written here.",
    "level": "Level of measurement, where the type's own does not fit.",
    "exclusive": "Codes that cannot be ticked together with others.",
    "other": "The code that opens a line for own words.",
    "max_choices": "Most answers that may be chosen or ranked.",
    "pick_rows": "How many rows may be named in a grid; the others are not named.",
    "beside": "The question directly before it, with which it stands in one table.",
    "max_length": "Most characters of a text.",
    "screen": "Whether a text is looked through for personal details; true unless said.",
    "attached": "Whether words stay with the other answers of their response; false unless said.",
    "counts": "people, when the numbers count people.",
    "appearance": "year, when a whole number is a year of the calendar.",
    "sensitive": "Closely protected: small numbers are published only as ranges. Of a section: of"
    " all its questions that do not say otherwise.",
    "core": "Belongs to the core edition: true, or {cells: […]} with those that do.",
    "cells": "Cells that are asked: row, or row.column, in which * stands for all.",
    "sums": "Totals that the server adds up, columns or rows: {columns: {total: [women, men]}}.",
    "test": "Expression: what must be true; otherwise the question or message is shown.",
    "question": "What to ask when the test is false; placeholders in braces.",
    "message": "What to say when the test is false.",
    "each": "Once for every row, column or cell of a grid.",
    "values": "Expressions for the numbers that the words show.",
    "explain": "Sending needs a reason in words.",
    "notice": "Says something and asks nothing.",
    "list": "Name of the code list, the same as its file.",
    "order": "true when the codes are an ordered scale.",
    "source": "Where the list comes from.",
    "codes": "The codes in the order of the form.",
    "code": "Stable code, the same in all languages.",
    "score": "Points in an index, 0 to 100.",
    "maps": "Codes in international lists, by the name of the list.",
    "without": "Codes that are left out.",
    "only": "Codes that are kept.",
}
PROFILE_KEYS: Mapping[str, str] = {
    "profile": "Who it is, in words; not shown to respondents.",
    "language": "Language in which they read the questionnaire.",
    "given": "Answers by the address of a cell; grid.* is every row. What is not given is open.",
    "ticks": "Question with several answers, and how many are ticked; in a grid in each row.",
}
CALENDAR_KEYS: Mapping[str, str] = {
    "calendar": "Name of the calendar, the same as its file.",
    "country": "A code of the compared groups; for every questionnaire if not said.",
    "periods": "When nobody can be asked to answer.",
    "label": "What the period is, in words.",
    "begins": "First day of every year, such as 12-20.",
    "ends": "Last day; where it is the earlier one, over the turn of the year.",
    "easter": "Counted from Easter Sunday of these churches.",
    "days": "The first and the last day, counted from Easter Sunday: [-7, 1].",
}


def questionnaire_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of questionnaire.yaml."""
    schema = described_schema(QuestionnaireDefinition, "Questionnaire", KEYS)
    question = schema["$defs"]["QuestionDefinition"]
    question["properties"]["type"]["enum"] = list(QUESTION_TYPES)
    for axis, wanted in schema["$defs"]["SumsDefinition"]["properties"].items():
        wanted["description"] = f"Total -> the {axis} that it adds up."
    return schema


def code_list_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a shared code list."""
    return described_schema(CodeListDefinition, "Code list", KEYS)


def profile_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a profile."""
    return described_schema(Profile, "Profile", PROFILE_KEYS)


def calendar_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a calendar."""
    return described_schema(CalendarRules, "Calendar", CALENDAR_KEYS)


def described_schema(
    model: type[Definition], title: str, keys: Mapping[str, str]
) -> dict[str, Any]:
    """The schema of a model in which every key says what it is. Raises KeyError."""
    schema = {"$schema": DIALECT, **model.model_json_schema(), "title": title}
    for part in (schema, *schema.get("$defs", {}).values()):
        for key, wanted in part.get("properties", {}).items():
            wanted.setdefault("title", key.replace("_", " ").capitalize())
            wanted["description"] = keys[key]
    return schema
