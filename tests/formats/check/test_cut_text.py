"""A # that ends a text is told where it looks as if the text went on, and nowhere else."""

import pytest

from surveyapp.formats.check.cut_text import cut_texts
from surveyapp.formats.source.yaml_file import parse_yaml


def told(text):
    return [
        each.message.split("#")[1].split(",")[0] for each in cut_texts(parse_yaml(text, "f.yaml"))
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("label: Item #3 of list\n", ["3"]),
        ("- Item #3\n- Item  #4\n", ["3", "4"]),
        ("label: No.#3\n", []),
        ("label: Item # a remark\n", []),
        ("label: Item ## a remark\n", []),
        ('label: "Item #3 of list"\n', []),
        ("label: >-\n  Item #3 of list\n", []),
        ("n: 3 #three\n", []),
    ],
)
def test_a_text_that_went_on_behind_a_sign_is_told(text, found):
    assert told(text) == found
