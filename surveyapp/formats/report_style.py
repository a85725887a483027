"""Report style: how the report looks on a screen and on paper."""

_SHARED = """
.banner { font-weight: 700; }
.lead { font-size: 1.08em; }
.note { color: #51606f; font-size: .9em; }
.trace { color: #51606f; font-size: .8em; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption, figcaption { text-align: left; font-weight: 400; padding-bottom: .4em; }
th, td { border-bottom: 1px solid #d9dfe5; padding: .3em .6em .3em 0; text-align: right;
  vertical-align: top; font-weight: 400; }
thead th { font-weight: 700; border-bottom-color: #16202b; }
th:first-child { text-align: left; }
td em { color: #51606f; }
figure { margin: 1em 0; }
figure svg, figure img { display: block; width: 100%; }
.key { list-style: none; padding: 0; margin: 0 0 .4em; font-size: .85em; color: #51606f; }
.key li { display: inline-block; margin: 0 1.2em .2em 0; }
.mark { display: inline-block; width: .75em; height: .75em; margin-right: .45em; }
.mark-first { background: #1f5b92; border-radius: 50%; }
.mark-second { border: .16em solid #b4541a; transform: rotate(45deg) scale(.8); }
.mark-band { width: 1.6em; height: .5em; border-radius: .25em; background: #bccfe0; }
.mark-range { width: 1.6em; height: .55em; border: 2px solid #51606f; border-width: 2px 4px; }
.mark-step-1 { background: #8c3b2e; } .mark-step-2 { background: #a85f4e; }
.mark-step-3 { background: #d79a86; } .mark-step-4 { background: #d6babd; }
.mark-step-5 { background: #d5dae0; } .mark-step-6 { background: #aac1d5; }
.mark-step-7 { background: #7fa8c9; } .mark-step-8 { background: #44769f; }
.mark-step-9 { background: #1f5b92; } .mark-words { display: none; }
.listing ul { list-style: none; padding: 0; }
"""

SCREEN_STYLE = (
    _SHARED
    + """
body { margin: 0; color: #16202b; background: #fff; font: 18px/1.5 system-ui, sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 0 1rem 3rem; }
main > p, main > ul, main > ol, main > h1, main > h2, main > h3 { max-width: 46em; }
.banners { position: sticky; top: 0; padding: .5rem 1rem; background: #fff3d6;
  border-bottom: 1px solid #f0cf7a; font-size: .85rem; }
.banner { margin: 0; }
.running { display: none; }
.title-page { padding: 3rem 0 2rem; border-bottom: 3px solid #123a5a; }
.title { font-size: 2.2rem; line-height: 1.2; font-weight: 700; margin: 0; }
.subtitle { font-size: 1.3rem; margin: .5rem 0 2rem; }
.title-page p { margin-bottom: .2rem; }
h1 { font-size: 1.8rem; line-height: 1.25; margin: 4rem 0 1rem; padding-top: 1rem;
  border-top: 3px solid #123a5a; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1.15rem; margin: 2.5rem 0 .3rem; padding-top: 1rem; border-top: 1px solid #d9dfe5; }
a { color: #0b5394; }
a:focus-visible, .table:focus-visible { outline: 3px solid #ffdd33; box-shadow: 0 0 0 5px #16202b; }
.table { overflow-x: auto; margin: 1rem 0; font-size: .9rem; }
.listing .level-2 { padding-left: 1.5rem; }
figure { overflow-x: auto; }
figure svg { min-width: 640px; }
@media print { .banners { position: static; } h1 { break-before: page; }
  tr { break-inside: avoid; } }
"""
)

PAPER_STYLE = (
    '@font-face { font-family: "Noto Sans"; src: url("bundled:/NotoSans-Regular.ttf"); }\n'
    '@font-face { font-family: "Noto Sans"; src: url("bundled:/NotoSans-Bold.ttf");'
    " font-weight: 700; }\n"
    '@font-face { font-family: "Noto Sans"; src: url("bundled:/NotoSans-Italic.ttf");'
    " font-style: italic; }\n"
    + _SHARED
    + """
@page {
  size: A4; margin: 26mm 20mm 20mm;
  @top-left { content: element(running); width: 60%; vertical-align: middle; }
  @top-right { content: element(banner); width: 40%; vertical-align: middle; text-align: right; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8.5pt "Noto Sans"; }
}
@page title { @bottom-right { content: none; } @top-left { content: none; } }
body { font: 10pt/1.45 "Noto Sans"; color: #16202b; margin: 0; }
.running { position: running(running); font-size: 8pt; color: #51606f; margin: 0; }
.banner { margin: 0; }
.banners { position: running(banner); margin: 0; font-size: 8pt; text-align: right; }
.title-page { page: title; break-after: page; padding-top: 55mm; }
.title { font-size: 25pt; line-height: 1.2; font-weight: 700; color: #123a5a; margin: 0 0 6mm; }
.subtitle { font-size: 14pt; margin: 0 0 30mm; }
.title-page p { margin-bottom: 1mm; }
p { margin: 0 0 2.5mm; orphans: 3; widows: 3; }
h1 { font-size: 19pt; line-height: 1.25; color: #123a5a; margin: 0 0 6mm; break-before: page;
  break-after: avoid; }
h2 { font-size: 13pt; margin: 7mm 0 2mm; break-after: avoid; }
h3 { font-size: 11pt; margin: 8mm 0 1.5mm; break-after: avoid; }
.lead, .label { break-after: avoid; }
.label { margin-top: 3mm; }
a { color: #0b5394; text-decoration: none; }
figure { break-inside: avoid; margin: 3mm 0; }
table { font-size: 8.5pt; margin: 0 0 2mm; table-layout: fixed; }
.table { margin: 4mm 0 2mm; }
.short { break-inside: avoid; }
.trace { break-before: avoid; }
caption { break-after: avoid; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { overflow-wrap: anywhere; padding-right: 2mm; }
.columns-2 th:first-child { width: 50%; }
.columns-3 th:first-child { width: 42%; }
.columns-4 th:first-child { width: 34%; }
.columns-5 th:first-child, .columns-6 th:first-child { width: 28%; }
.listing { break-before: page; }
.listing li { margin: 0 0 1mm; }
.listing .level-1 { font-weight: 700; margin-top: 2.5mm; }
.listing .level-2 { padding-left: 6mm; }
.listing a { color: #16202b; }
.listing a::after { content: leader(". ") target-counter(attr(href), page); font-weight: 400; }
"""
)
