"""Palette: the colours of a report, its charts and their keys, on screen, paper and in pictures.

`assets/_palette.scss` has the same for pages; a test compares them.
"""

INK, SOFT, LINE = "#16202b", "#51606f", "#d9dfe5"
STRUCTURE, LINK, FOCUS = "#123a5a", "#0b5394", "#ffdd33"
COLOURS = ("#1f5b92", "#b4541a", "#2b7a4b", "#7a3f8f", "#3f4750")
"""Of the groups, at least 4.5 to 1 on white."""
BANDS = ("#bccfe0", "#ecccb8", "#c0dfcc", "#dcc9e4", "#d2d5d8")
"""Where a share would lie whatever the institutions without an answer would say."""
STEPS = (
    *("#8c3b2e", "#a85f4e", "#d79a86", "#d6babd", "#d5dae0"),
    *("#aac1d5", "#7fa8c9", "#44769f", "#1f5b92"),
)
"""Of the categories of a scale, lowest first."""
INSIDE = ("#ffffff", "#ffffff", INK, INK, INK, INK, INK, "#ffffff", "#ffffff")
"""Of words on the steps, at least 4.5 to 1."""
