"""Release: the content hash that names exactly one version of a questionnaire."""

import hashlib
import json
from collections.abc import Mapping

from surveyapp.questionnaire.definition import CodeListDefinition, QuestionnaireDefinition


def version_hash(
    definition: QuestionnaireDefinition, code_lists: Mapping[str, CodeListDefinition]
) -> str:
    """sha256 over the definition and the code lists that it uses, independent of layout."""
    content = {
        "questionnaire": definition.model_dump(mode="json"),
        "code_lists": {
            name: code_lists[name].model_dump(mode="json")
            for name in sorted(lists_used(definition))
            if name in code_lists
        },
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def lists_used(definition: QuestionnaireDefinition) -> frozenset[str]:
    """Names of the shared code lists that the questions refer to."""
    names: set[str] = set()
    for question in definition.questions():
        for use in (question.choices, question.rows, question.columns):
            if isinstance(use, str):
                names.add(use)
            elif use is not None and not isinstance(use, tuple):
                names.add(use.list)
    return frozenset(names)
