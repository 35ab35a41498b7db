"""The outbox: which addresses and subjects it takes, and what never comes into it."""

from pathlib import Path

import pytest

from pbvote.services import send_outbox as sending
from pbvote.services.outbox import MailAddressError, SubjectError, parse_mail_address, queue_mail
from tests.factories import World
from tests.services.mailing import now_of


@pytest.mark.parametrize(
    "address",
    [
        "", "ann", "ann@", "@example.org", "ann@example", "ann@example.org\nBcc: x@example.org", "ann@exa mple.org",
        "ann@example.org, bob@example.org", "Ann <ann@example.org>", "ann..lee@example.org", "a" * 65 + "@example.org",
        "ann@" + "a" * 250 + ".org", "\u0430nn@example.org", "ann@example.org\0", "ann@@example.org",
        "ann@-example.org",
    ],
)  # fmt: skip
def test_no_address_or_more_than_one_is_refused(address: str) -> None:
    """One of them begins with a Cyrillic letter that looks like an a."""
    with pytest.raises(MailAddressError):
        parse_mail_address(address)


@pytest.mark.parametrize("address", ["ann@example.org", "ann.lee+pb@mail.example.co.uk", "o'neil@example.org"])
def test_usual_addresses_are_taken_as_they_are(address: str) -> None:
    assert parse_mail_address(f" {address} ") == address
    assert parse_mail_address("Ann@EXAMPLE.org") == "Ann@example.org"


def test_a_subject_is_one_line(real: World) -> None:
    with real.office.database.write() as uow, pytest.raises(SubjectError):
        queue_mail(uow.db, now_of(real.office), None, "ann@example.org", "Hello\nBcc: x@example.org", "")


def test_nothing_that_belongs_to_a_vote_can_be_told() -> None:
    """A60: the outbox never holds a member beside a ranking, a check code or a commitment."""
    source = Path(sending.__file__).parent
    voting = ("cast_ballot", "withdraw_ballot", "receipts", "keep_draft", "current_commitments", "sealed_rows")
    for name in voting:
        text = (source / f"{name}.py").read_text(encoding="utf-8")
        assert "outbox" not in text
        assert "tell" not in text.split()
