"""Page head: what a page is called, and its place among the pages of its section."""

from dataclasses import dataclass

from flask_babel import gettext as _

from surveyapp.questionnaire.flow import country_of
from surveyapp.questionnaire.model import Page
from surveyapp.web.respondent.page_form import PageForm, QuestionField
from surveyapp.web.respondent.visit import Visit


@dataclass(frozen=True, slots=True)
class PageHead:
    """The head of one page.

    heading: None where the page has no other name than its section and number; is_question: the
    heading is the page's only question, and stands with it. place, total: among the pages of the
    section that are asked as things stand, from 1; place is None where the page is none of them.
    note: of the section, on its first page alone.
    """

    heading: str | None
    is_question: bool
    letter: str
    section: str
    place: int | None
    total: int
    note: str | None

    @property
    def name(self) -> str:
        """The heading in words."""
        if self.heading:
            return self.heading
        if self.place and self.total > 1:
            return str(_("%(section)s – page %(n)s", section=self.section, n=self.place))
        return self.section

    @property
    def full_name(self) -> str:
        """The heading with the section it stands in."""
        return f"{self.heading} – {self.section}" if self.heading else self.name


def page_head(visit: Visit, page: Page, form: PageForm) -> PageHead:
    """The head of a page with the questions of this form; marks the one that is its heading."""
    country, words, parts = country_of(visit.flow), visit.words, form.questions()
    place, total = _place(visit, page)
    heading = words.text_or_none(f"pages.{page.name}.title", country)
    is_question = heading is None and len(parts) == 1 and not _has_conditions(visit, parts[0])
    if is_question:
        parts[0].state.is_heading = True
        heading = f"{parts[0].words.number} {parts[0].words.label}"
    note = words.text_or_none(f"sections.{page.section}.note", country)
    return PageHead(
        heading=heading,
        is_question=is_question,
        letter=visit.full.section(page.section).letter,
        section=words.text(f"sections.{page.section}.label", country),
        place=place,
        total=total,
        note=note if place == 1 else None,
    )


def _has_conditions(visit: Visit, part: QuestionField) -> bool:
    """Whether text stands above the question, so that the page must begin with something else."""
    return part.question == visit.full.consent


def _place(visit: Visit, page: Page) -> tuple[int | None, int]:
    """(place, how many there are) among the pages of the section that are asked now."""
    section = visit.words.form.sections_by_name.get(page.section)
    asked = [p.name for p in section.pages if visit.has_page(p)] if section else []
    return (asked.index(page.name) + 1 if page.name in asked else None), len(asked)
