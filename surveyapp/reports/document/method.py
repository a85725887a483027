"""Method: who was asked and answered, how figures are made, and what they cannot say."""

from collections.abc import Iterator

from surveyapp.analysis.plan_file.texts import texts_root
from surveyapp.reports.block import Block, Heading, Listing, Span, plain
from surveyapp.reports.document.chapters import prose_blocks
from surveyapp.reports.document.material import METHOD, Material
from surveyapp.reports.document.protection import protection_blocks
from surveyapp.reports.exhibit.response import response_table, responses
from surveyapp.reports.labels import Labels


def method_blocks(material: Material) -> Iterator[Block]:
    """The chapter on method; the researchers' own words come first."""
    _ = material.labels.translate.gettext
    yield Heading(1, _("Method and limits"), "method")
    yield from prose_blocks(METHOD, material)
    yield from _response(material)
    yield from _corrections(material)
    yield from how_figures_are_made(material.labels, len(material.form.compare_codes))
    yield from _three_ranges(material.labels)
    yield from protection_blocks(material.publication.rules, material.labels)
    yield from _limits(material)


def _response(material: Material) -> Iterator[Block]:
    _ = material.labels.translate.gettext
    yield Heading(2, _("Who was asked and who answered"), "response")
    found = responses(material.form, material.publication, material.comparison, material.split)
    yield response_table(found, material.form, material.labels)
    if not material.publication.population:
        yield plain(
            _(
                "How many institutions were asked is not written down for this round; a response"
                " rate can therefore not be given."
            )
        )


def _corrections(material: Material) -> Iterator[Block]:
    """Which answers were given to other words; nothing where none were changed."""
    labels, found = material.labels, material.provenance.corrections
    _ = labels.translate.gettext
    if not found:
        return
    yield Heading(2, _("Corrections of wording"), "corrections")
    yield plain(
        _(
            "Words of the questionnaire were corrected while institutions answered it. What was"
            " asked, the possible answers and the checks stayed the same."
        )
    )
    lines = (
        f"{labels.date(day)}: {reason}" if reason else labels.date(day) for day, reason in found
    )
    yield Listing(tuple((Span(line),) for line in lines))


def how_figures_are_made(labels: Labels, n_groups: int = 2) -> Iterator[Block]:
    """Bases, shares and differences of two groups, or of more; no difference of one."""
    _ = labels.translate.gettext
    yield Heading(2, _("How the figures are made"), "figures")
    if n_groups == 2:
        yield plain(_of_two(labels))
        return
    yield plain(
        _(
            "A share is the part of the institutions that gave a valid answer; their number stands"
            " beside it. Answers such as “don’t know” are counted apart, by reason."
        )
    )
    if n_groups > 2:
        yield plain(
            _(
                "A difference is the share in one group minus the share in the group that it is"
                " compared with, in percentage points; the head of its column names both. What is"
                " said of two groups holds for no other."
            )
        )
    yield plain(
        _(
            "Answers on a scale are shown by their median, never by a mean. Other numbers, such as"
            " beds or hours, are shown as how many institutions lie in which class, and by the"
            " class in which the median lies."
        )
    )


def _of_two(labels: Labels) -> str:
    return labels.translate.gettext(
        "A share is the part of the institutions that gave a valid answer; their number stands"
        " beside it. Answers such as “don’t know” are counted apart, by reason. A difference"
        " is the share in the second group minus the share in the first, in percentage"
        " points. Answers on a scale are compared by their median, never by a mean. Other"
        " numbers, such as beds or hours, are shown as how many institutions lie in which"
        " class, and by the class in which the median lies."
    )


def _three_ranges(labels: Labels) -> Iterator[Block]:
    _ = labels.translate.gettext
    yield Heading(2, _("Three kinds of range"), "ranges")
    yield plain(
        _("A range says how far a figure can be trusted. Each allows for one thing and no other:")
    )
    yield Listing(
        (
            _strong(
                _("Nonresponse."),
                _(
                    "Where the share would lie whatever the institutions without an answer had"
                    " said. It rests on no assumption and is the pale band in the charts. Where"
                    " nobody knows how many of those that took no part would have been asked, it"
                    " allows for those that took part alone, and the key of the chart says so."
                ),
            ),
            _strong(
                _("Finite population."),
                _(
                    "What would be likely if the institutions that answered were a chance part of"
                    " all that were asked. The closer to all, the narrower."
                ),
            ),
            _strong(
                _("Larger population."),
                _(
                    "What would be likely if they stood for many more institutions. It is given"
                    " only where a study declares itself a sample."
                ),
            ),
        )
    )


def _strong(name: str, words: str) -> tuple[Span, ...]:
    return Span(name, is_strong=True), Span(f" {words}")


def _limits(material: Material) -> Iterator[Block]:
    """What no figures of this kind can say, and between that what the plan says of its own."""
    _, wording = material.labels.translate.gettext, material.labels.wording
    yield Heading(2, _("Limits"), "limits")
    described = _(
        "The figures are descriptive, not representative: they say what these institutions"
        " answered, not more. The institutions are few, and those that did not answer may differ"
        " from those that did."
    )
    own = wording.text_or_none(f"{texts_root(material.form.name)}.limits")
    untested = _("No claim of significance is made.")
    yield plain(" ".join(words for words in (described, own, untested) if words))
