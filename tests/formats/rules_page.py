"""The page of the documentation that explains every rule, with an example of each."""

from surveyapp.analysis.plan_file.rule import PLAN
from surveyapp.fieldwork.calendar_rules import CALENDAR_RULES
from surveyapp.fieldwork.screening_lint import SCREENING_RULES
from surveyapp.formats.check.questionnaire_check import FILE_RULES
from surveyapp.questionnaire.lint import rule

TITLE = """# Rules

Written by `make golden` from the rules and from a questionnaire that is broken once for each; a
test compares.

`surveyapp check` looks for everything below before anybody answers. It goes through the files of
a questionnaire, its code lists and its translations, and says each problem as

```text
file:line:column code what is wrong; how to mend it
```

The codes are stable: they never change their meaning, so scripts may look for them
(`surveyapp check --format json`, or `--format sarif` for code hosts and editors: SARIF 2.1.0).
A warning does not keep a questionnaire from being used.

A warning that somebody looked at is ignored by a comment in the YAML file, at its line or above
it, with the reason:

```yaml
terms:
  # check: ignore unused-term asked for again in the next round
  place: {label: place, definition: A bed.}
```

An error cannot be ignored, and a comment that ignores nothing is told. In SARIF what is ignored is
suppressed, with the reason; in JSON it stands under `ignored`.

`surveyapp check --fix` mends what changes no meaning, and then checks. It removes terms, shared
warnings and parameters that nothing uses and the files of code lists that no question uses, and
writes expressions that cannot be read in the signs that are, see
[expressions](expressions.md#problems). Comments stay; what has one inside is left to you.
Translations of what was removed stay in the catalogues and are told as obsolete.
"""
FAMILIES = (
    ("Files and keys", "What is wrong with a file before its meaning is looked at.", FILE_RULES),
    ("Structure", "Names, codes, and keys that do not go together.", rule.STRUCTURE),
    ("References", "Names must lead somewhere, and what is named must be used.", rule.REFERENCES),
    (
        "Expressions",
        "Every condition is read and typed at its place, see [expressions](expressions.md).",
        rule.CONDITIONS,
    ),
    ("Translations", "Every text stands in every language, up to date.", rule.TRANSLATIONS),
    ("Letters", "What cannot be seen, in the source and in translations.", rule.WORDING),
    (
        "Close protection",
        "Decided before anybody answers, see [the file](questionnaire-file.md#close-protection).",
        rule.PROTECTION,
    ),
    (
        "Profiles and time",
        "Whoever answers, and how long they may need, see [burden](burden.md).",
        rule.PROFILES,
    ),
    (
        "Screening of free text",
        "By what texts are screened, see [screening](screening.md#rules-of-your-own).",
        SCREENING_RULES,
    ),
    (
        "Calendars",
        "When nobody can be asked to answer, see [calendars](calendars.md).",
        CALENDAR_RULES,
    ),
    (
        "Plan of analysis",
        "What is published has a meaning and gives nobody away, see [its file](analysis-file.md).",
        PLAN,
    ),
)


def page(examples):
    """The whole page. examples: code -> a problem as the check says it."""
    parts, seen = [TITLE], set()
    for title, words, family in FAMILIES:
        parts.append(f"## {title}\n\n{words}\n")
        parts += [
            section(code, family[code], examples[code]) for code in family if code not in seen
        ]
        seen |= family.keys()
    return "\n".join(parts)


def section(code, words, problem):
    """The heading, the rule and its example."""
    note = "" if problem.is_error else " Only a warning."
    sentence = words[0].upper() + words[1:] + "."
    return f"### {code}\n\n{sentence}{note}\n\n```text\n{problem}\n```\n"
