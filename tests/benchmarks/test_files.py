"""The benchmark of files runs, at a tiny size."""

from benchmarks.files import LAYOUTS, table


def test_both_commands_are_measured_in_every_layout(tmp_path):
    _, _, _, _, *rows = table(tmp_path, [3], 1)
    assert [row.split("|")[1].strip() for row in rows] == [
        f"`{what}`, {layout}" for layout in LAYOUTS for what in ("simulate", "import")
    ]
