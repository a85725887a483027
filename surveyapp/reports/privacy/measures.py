"""Measures: what the product does to protect data, for the record and the impact assessment.

Each is a fact of the program, told with what it does not do.
"""

from collections.abc import Iterator

from surveyapp.reports.privacy.processing import Processing, protection_words


def measures(processing: Processing) -> Iterator[str]:
    """One sentence a measure."""
    _ = processing.translate.gettext
    yield _("Names and addresses lie in another database than answers.")
    yield _("A draft is encrypted under its access code, of which only a keyed hash is kept.")
    yield processing.translate.ngettext(
        "What is sent is sealed and opened, shuffled, only together with others of the same group,"
        " at least %(num)d at a time, or when nobody can answer any more.",
        "What is sent is sealed and opened, shuffled, only together with others of the same group,"
        " at least %(num)d at a time, or when nobody can answer any more.",
        processing.smallest,
    )
    yield _("The key that opens what was sent can be kept away from the server.")
    yield protection_words(processing)
    yield _(
        "Before anything is published, the figures are held against each other, so that no hidden"
        " one can be worked out from those that are shown."
    )
    yield _("Own words are screened, kept apart from other answers, and read by a reviewer first.")
    yield from _of_machine(processing)


def _of_machine(processing: Processing) -> Iterator[str]:
    _ = processing.translate.gettext
    yield _(
        "No address of a computer, no browser and no time is kept beside answers; the log has days."
    )
    yield _(
        "Staff sign in with a password and a second factor; what each may see hangs on the role."
    )
    yield _("Whoever sees names of institutions sees no single answer, and the other way round.")
    yield _("What staff do is in a log of which every line seals those before it.")
    yield _("Pages are sent encrypted, carry nothing of other sites, and set one cookie.")
