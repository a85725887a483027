"""Risks: what could happen to those who are asked, what the product does, and what remains."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveyapp.reports.privacy.processing import Processing


@dataclass(frozen=True, slots=True)
class Risk:
    """One risk. what: could happen; measure: what the product does; remains: what it does not."""

    what: str
    measure: str
    remains: str


def risks(processing: Processing) -> Iterator[Risk]:
    """Those that a study of institutions has; the controller adds its own."""
    yield from _of_answers(processing)
    yield from _of_machine(processing)


def _of_answers(processing: Processing) -> Iterator[Risk]:
    _ = processing.translate.gettext
    yield Risk(
        _("Somebody learns what one institution answered"),
        _("Answers are sealed, opened in batches and shuffled, and lie apart from names."),
        _(
            "Whoever controls the running server can read what is typed from then on; whoever has"
            " its keys and an older copy of its files can open envelopes one by one."
        ),
    )
    yield Risk(
        _("An institution is recognised in what is published"),
        _("Small groups are hidden or joined, and small numbers appear as ranges where marked."),
        _(
            "Who knows the field may recognise a body of which there is only one. In a small study"
            " little may be left to publish."
        ),
    )
    yield Risk(
        _("Own words name a person"),
        _("Texts are screened when they are saved, and read by a reviewer before others see them."),
        _("The screening finds numbers well and names badly; the reviewer decides."),
    )
    yield Risk(
        _("A code reaches somebody else"),
        _(
            "An invitation opens a questionnaire once, and its institution sees that it was opened."
            " Colleagues get codes of their own, which can be taken back."
        ),
        _(
            "Whoever reads a mail or letter first can use its code; whoever has an access code"
            " reads what is saved under it."
        ),
    )


def _of_machine(processing: Processing) -> Iterator[Risk]:
    _ = processing.translate.gettext
    yield Risk(
        _("An account of staff is taken over"),
        _("Passwords are hashed, a second factor is asked for, and roles keep names from answers."),
        _(
            "A second factor can be typed into a false page. Accounts must be closed when people"
            " leave."
        ),
    )
    yield Risk(
        _("Data are lost or damaged"),
        _("What a page calls saved is on the disk, and damage is told instead of hidden."),
        _("Backups are made by whoever runs the server; without one a lost disk is lost data."),
    )
    yield Risk(
        _("Data are kept for longer than needed"),
        _("Names and addresses can be taken out with one act once their time is over."),
        _("Nobody is forced to do it, and own words and backups must be deleted by hand."),
    )
