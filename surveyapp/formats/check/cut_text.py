"""Cut text: words of a YAML file that are lost because a sign ends the text without a word.

A # behind a space begins a comment, so that ``label: Item #3`` has the label "Item".
"""

import re
from collections.abc import Iterator

from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.yaml_file import YamlDocument

# People write a space behind the # of a comment, and none in what they count.
_COMMENT = re.compile(r" +#(?=[^\s#!])(\S*)")


def cut_texts(document: YamlDocument) -> Iterator[Problem]:
    """A warning for each text that looks as if it went on behind a #."""
    if " #" not in document.text:
        return
    for path, span in document.values.items():
        found = _COMMENT.match(document.text, span.end)
        if found and isinstance(document.value_at(path), str):
            words = f"the text ends before #{found[1]}, which is read as a comment"
            mend = "put the text in quotes, or a space behind the # of a comment"
            line, column = document.position_of(path)
            yield Problem(document.file, line, column, "cut-text", words, mend, "warning")
