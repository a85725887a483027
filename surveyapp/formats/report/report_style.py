"""Report style: how the report looks on a screen, and printed from there."""

from string import Template

from surveyapp.formats.report.palette import (
    BANDS,
    COLOURS,
    FOCUS,
    INK,
    LINE,
    LINK,
    SOFT,
    STEPS,
    STRUCTURE,
)

_STYLE = Template("""
.banner { font-weight: 700; }
.unbroken { white-space: nowrap; }
.lead { font-size: 1.08em; }
.note { color: $soft; font-size: .9em; }
.note strong { color: $ink; }
.trace { color: $soft; font-size: .8em; }
.data-table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption, figcaption { text-align: left; font-weight: 400; padding-bottom: .4em; }
th, td { border-bottom: 1px solid $line; padding: .3em .6em .3em 0; text-align: right;
  vertical-align: top; font-weight: 400; }
thead th { font-weight: 700; border-bottom-color: $ink; }
th:first-child { text-align: left; }
.figure { margin: 1em 0; }
.chart { display: block; width: 100%; }
.chart--narrow { display: none; }
.key { list-style: none; padding: 0; margin: 0 0 .4em; font-size: .85em; color: $soft; }
.key li { display: inline-block; margin: 0 1.2em .2em 0; }
.key__mark { display: inline-block; width: .75em; height: .75em; margin-right: .45em;
  forced-color-adjust: none; }
.key__mark--first { border-radius: 50%; }
.key__mark--second { border: .16em solid; transform: rotate(45deg) scale(.8); }
.key__mark--fourth { clip-path: polygon(50% 0, 100% 100%, 0 100%); }
.key__mark--fifth { clip-path: polygon(36% 0, 64% 0, 64% 36%, 100% 36%, 100% 64%, 64% 64%,
  64% 100%, 36% 100%, 36% 64%, 0 64%, 0 36%, 36% 36%); }
.key__mark--band { width: 1.6em; height: .5em; border-radius: .25em; }
.key__mark--range { width: 1.6em; height: .55em; border: 2px solid $soft;
  border-width: 2px 4px; }
.listing ul { list-style: none; padding: 0; }
body { margin: 0; color: $ink; background: #fff; font: 18px/1.5 system-ui, sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 0 1rem 3rem; }
main > p, main > ul, main > ol, main > h1, main > h2, main > h3 { max-width: 46em; }
.banners { position: sticky; top: 0; padding: .5rem 1rem; background: #fff3d6;
  border-bottom: 1px solid #f0cf7a; font-size: .85rem; }
.banner { margin: 0; }
.title-page { padding: 3rem 0 2rem; border-bottom: 3px solid $structure; }
.title { font-size: 2.2rem; line-height: 1.2; font-weight: 700; margin: 0; }
.subtitle { font-size: 1.3rem; margin: .5rem 0 2rem; }
.title-page p { margin-bottom: .2rem; }
h1 { font-size: 1.8rem; line-height: 1.25; margin: 4rem 0 1rem; padding-top: 1rem;
  border-top: 3px solid $structure; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1.1rem; margin: 2rem 0 .3rem; }
a { color: $link; }
a:focus-visible, .table-scroll:focus-visible { outline: 3px solid $focus;
  box-shadow: 0 0 0 5px $ink; }
.table-scroll { overflow-x: auto; margin: 1rem 0; font-size: .9rem; container-type: inline-size; }
.table-scroll caption { position: sticky; left: 0; max-width: 100cqi; }
.listing .level-2 { padding-left: 1.5rem; }
@media (max-width: 40em) { .chart--wide { display: none; } .chart--narrow { display: block; } }
@media print { .banners { position: static; } h1 { break-before: page; }
  tr { break-inside: avoid; } }
""")
SCREEN_STYLE = _STYLE.substitute(
    ink=INK, soft=SOFT, line=LINE, structure=STRUCTURE, link=LINK, focus=FOCUS
)
SCREEN_STYLE += f"""
.key__mark--first {{ background: {COLOURS[0]}; }}
.key__mark--second {{ border-color: {COLOURS[1]}; }}
.key__mark--third {{ background: {COLOURS[2]}; }}
.key__mark--fourth {{ background: {COLOURS[3]}; }}
.key__mark--fifth {{ background: {COLOURS[4]}; }}
.key__mark--band {{ background: {BANDS[0]}; }}
"""
SCREEN_STYLE += "".join(
    f".key__mark--step-{step} {{ background: {colour}; }}\n"
    for step, colour in enumerate(STEPS, start=1)
)
