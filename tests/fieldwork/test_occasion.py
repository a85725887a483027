"""Who gets a mail on which occasion."""

import pytest

from surveyapp.fieldwork.contact import Disposition
from surveyapp.fieldwork.invitation import InvitationMode, InvitationStatus
from surveyapp.fieldwork.occasion import Occasion, OccasionKind, Standing, is_due, occasion_of

NEW, INVITED, OPENED, ANSWERED, _ = InvitationStatus
TRACKED, POOL = InvitationMode


@pytest.mark.parametrize(
    "written", ["invitation", "reminder-1", "reminder-99", "extension", "report"]
)
def test_an_occasion_is_written_as_it_was_read(written):
    assert occasion_of(written).written == written


@pytest.mark.parametrize(
    "written", ["", "invite", "reminder", "reminder-0", "reminder-100", "report-1", "Report", "a\n"]
)
def test_what_is_no_occasion_is_refused(written):
    with pytest.raises(ValueError, match="an occasion is"):
        occasion_of(written)


@pytest.mark.parametrize(
    ("occasion", "expected"),
    [
        ("invitation", {NEW, INVITED}),
        ("reminder-1", {INVITED, OPENED}),
        ("extension", {INVITED, OPENED}),
        ("report", {INVITED, OPENED, ANSWERED}),
    ],
)
def test_what_an_invitation_decides(occasion, expected):
    stages = (None, NEW, INVITED, OPENED, ANSWERED)
    due = {each for each in stages if is_due(occasion_of(occasion), Standing(None, TRACKED, each))}
    assert due == expected


def test_who_got_a_mail_was_asked_also_where_its_invitation_was_made_anew():
    standing = Standing(None, TRACKED, NEW, has_mail=True)
    assert is_due(Occasion(OccasionKind.REMINDER, 1), standing)
    assert standing.is_unopened


@pytest.mark.parametrize("disposition", Disposition)
@pytest.mark.parametrize("mode", InvitationMode)
def test_who_will_not_answer_gets_the_report_at_most(disposition, mode):
    standing = Standing(disposition, mode, INVITED if mode is TRACKED else None)
    for written in ("invitation", "reminder-1", "extension"):
        assert not is_due(occasion_of(written), standing)
    without = {Disposition.UNDELIVERABLE, Disposition.REFUSED}
    assert is_due(occasion_of("report"), standing) is (disposition not in without)


@pytest.mark.parametrize("occasion", ["invitation", "reminder-1", "extension", "report"])
def test_in_mode_pool_everybody_gets_everything(occasion):
    assert is_due(occasion_of(occasion), Standing(None, POOL, None))
