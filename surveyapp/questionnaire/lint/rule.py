"""Rules: the stable code of everything that the linter can find, with one line about it."""

from collections.abc import Mapping

from surveyapp.questionnaire.expression import ErrorCode

STRUCTURE: Mapping[str, str] = {
    "name-used-twice": "a name belongs to one question, page, section, check or code",
    "reserved-name": "a question, parameter or questionnaire has a name that is in use",
    "reserved-code": "a code list uses a word that stands for something else beside codes",
    "unknown-type": "there is no such question type",
    "key-not-allowed": "this type of question has no such key",
    "missing-key": "something that must be there is missing",
    "out-of-range": "a number or length is outside what makes sense",
    "message-missing": "a rule has no words for whoever breaks it",
    "same-label": "two codes of a list have the same words",
    "message-unused": "a message belongs to no constraint",
    "each-unfit": "`each` asks for rows, columns or cells that the question has not",
    "level-unfit": "the level of measurement does not fit the type",
    "date-not-compared": "a date is asked, which is neither exported nor compared",
    "beside-unfit": "two questions that cannot stand in one table are joined",
    "too-many-groups": "more groups are compared than can be shown side by side",
    "without-and-only": "a list is both shortened and picked from",
    "empty-selection": "no code of the list is left",
    "unknown-edition": "there are only the editions core and full",
    "letter-missing": "some sections have a letter of their own and others have not",
    "letter-used-twice": "two sections have the same letter",
    "sum-of-itself": "a total is among its own parts",
    "source-language-missing": "the source language is not among the languages",
}
REFERENCES: Mapping[str, str] = {
    "unknown-list": "there is no such code list",
    "unknown-code": "there is no such code",
    "unknown-core-cell": "a pattern names no cell of the grid",
    "unknown-term": "there is no such term",
    "unknown-warning": "there is no such shared warning",
    "unknown-question": "there is no such question",
    "unknown-country": "a variant, number or series is for a group that nobody can choose",
    "not-one-answer": "a key of the questionnaire needs a question with one answer from a list",
    "reason-without-words": "a reason for no answer may be shown and has no label",
    "same-group": "answers are compared and split by one question",
    "routed-group": "a question that makes groups is not asked of everybody",
    "unused-list": "no question uses this code list",
    "unused-parameter": "no text has this placeholder",
    "help-unchecked": "nobody tried the numbers for people in danger for half a year",
    "unused-term": "no question shows this term",
    "unused-warning": "no question uses this shared warning",
}
CONDITIONS: Mapping[str, str] = {
    ErrorCode.SYNTAX: "an expression cannot be read",
    ErrorCode.TOO_LONG: "an expression or text is too long",
    ErrorCode.TOO_DEEP: "an expression has too many brackets inside each other",
    ErrorCode.TOO_MANY_PARTS: "an expression has too many parts",
    ErrorCode.NUMBER_TOO_LARGE: "a number in an expression is too large",
    ErrorCode.UNKNOWN_FUNCTION: "there is no such function",
    ErrorCode.WRONG_ARGUMENTS: "a function takes something else",
    ErrorCode.UNKNOWN_NAME: "an expression names a question that does not exist",
    ErrorCode.LATER_QUESTION: "an expression needs an answer that is given later",
    ErrorCode.UNKNOWN_CODE: "there is no such code",
    ErrorCode.UNKNOWN_ROW: "the grid has no such row",
    ErrorCode.UNKNOWN_COLUMN: "the grid has no such column",
    ErrorCode.NO_CURRENT_ANSWER: "`.` stands where no answer is checked",
    ErrorCode.NO_CURRENT_ROW: "`@row` stands where no row is looked at",
    ErrorCode.NO_CURRENT_COLUMN: "`@column` stands where no column is looked at",
    ErrorCode.NEEDS_A_CELL: "one answer is needed, not a whole grid or a note",
    ErrorCode.NOT_A_NUMBER: "a number is needed",
    ErrorCode.NOT_A_CONDITION: "something true or false is needed",
    ErrorCode.NOT_A_DAY: "a day is needed",
    ErrorCode.NO_ORDER: "codes cannot be larger or smaller",
    ErrorCode.SEVERAL_CODES: "a question with several answers is compared with one code",
    "asked-without-source": "a question is asked of those who were not asked what it depends on",
    "each-without-place": "a check of each row, column or cell does not look at it",
    "never-holds": "a condition or rule cannot hold, whatever is answered",
    "core-needs-more": "a core question depends on one that the core edition leaves out",
}
TRANSLATIONS: Mapping[str, str] = {
    "translation-missing": "a text has no translation",
    "translation-fuzzy": "a translation waits for somebody to look at it",
    "translation-stale": "the source text was changed after it was translated",
    "translation-obsolete": "a translation belongs to no text",
    "translation-unreviewed": "translations wait for a second person to read them",
    "placeholder-differs": "a translation has other placeholders than its source",
}
WORDING: Mapping[str, str] = {
    "unknown-placeholder": "nothing fills this placeholder",
    "parameter-written-out": "a text names the value of a parameter, which may change",
    "stray-brace": "a brace belongs to no placeholder",
    "plural-ill-formed": "words that depend on a number are written in another way",
    "plural-form-missing": "a plural lacks a form of its language",
    "plural-form-unknown": "a plural has a form that its language has not",
    "plural-no-number": "a plural depends on a parameter that is no number",
    "cedilla": "a letter has a cedilla where its language writes a comma below",
    "misread": "letters were read in another encoding and are no letters any more",
    "hidden-character": "a character that nobody sees changes how the text is shown",
    "html": "a text has signs of HTML, which would be shown as they stand",
    "not-normalised": "letters are put together from pieces",
    "space-around": "a translation begins or ends with a space or an empty line",
    "double-space": "two spaces follow each other",
}
PROTECTION: Mapping[str, str] = {
    "nothing-protected": "groups are compared, and nobody said which questions need close"
    " protection",
    "most-protected": "more than half of the questions are closely protected",
}
PROFILES: Mapping[str, str] = {
    "unknown-language": "the questionnaire is not offered in the language of a profile",
    "unknown-cell": "there is no such row or column",
    "takes-too-long": "a profile needs more minutes than the questionnaire allows",
}
RULES: Mapping[str, str] = {
    **STRUCTURE,
    **REFERENCES,
    **CONDITIONS,
    **TRANSLATIONS,
    **WORDING,
    **PROTECTION,
    **PROFILES,
}
