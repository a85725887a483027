"""Rules: the stable code of everything that can be wrong in a plan, with one line about it.

Names that lead nowhere have the codes of the questionnaire's own rules as well.
"""

from collections.abc import Mapping

PLAN: Mapping[str, str] = {
    "not-compared": "a plan needs a questionnaire that compares, see compare_by",
    "unknown-merge": "there is no such merge",
    "unknown-index": "there is no such index",
    "unknown-flag": "there is no such flag",
    "unknown-series": "there are no such public figures",
    "pairing-unfit": "a reference or pairs are declared that the groups do not allow",
    "unknown-class": "the population names a class that the split has not",
    "no-columns": "a comparison names nothing that could be shown",
    "text-compared": "words cannot be compared before they are coded, which needs a code book",
    "show-unfit": "these columns cannot be shown like this",
    "key-unfit": "a key means nothing for what is shown",
    "cross-unfit": "a cross-table needs two questions with one answer from a list",
    "title-needed": "the words of the question do not stand alone, so a title is needed",
    "merge-unfit": "a merge is for another code list than that of the question",
    "code-in-no-group": "a code of the list is in no group of a merge",
    "code-in-two-groups": "a code of the list is in two groups of a merge",
    "merge-breaks-order": "a merge puts together codes that are not neighbours on the scale",
    "unknown-pool": "there is no such pool",
    "row-in-two-families": "a row stands in two families of a pool",
    "pool-unfit": "the rows of this question cannot be one answer of an institution",
    "nearest-unfit": "it must be said of a scale, and of nothing else, which end counts first",
    "two-pools": "a row is published in two ways, so that tables could be subtracted",
    "two-merges": "a column is published under two merges, so that tables could be subtracted",
    "two-bases": "a column is published for two bases, so that tables could be subtracted",
    "no-score": "an item of an index has codes without a score",
    "minimum-too-large": "an index asks for more answers than it has items",
    "classes-do-not-rise": "classes of numbers must begin with numbers that rise",
    "class-too-narrow": "a class of numbers would tell an institution's number",
    "rules-too-weak": "a disclosure rule is weaker than allowed",
    "not-comparable": "figures of the groups would be put in one number, which means nothing",
    "flag-not-named": "a comparison does not name the flag of its question",
    "left-out-and-shown": "a question is left out and published",
    "question-forgotten": "a question is neither published nor left out",
    "unused-in-plan": "no comparison uses this part of the plan",
}
