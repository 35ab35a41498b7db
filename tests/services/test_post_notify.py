"""What GOV.UK Notify is asked for, against a door that speaks its API."""

import importlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from pbvote.config import NotifySettings
from pbvote.services.post import Message, NotSentError
from pbvote.services.post_notify import NotifyMissingError, NotifyPost
from tests.mail_server import NotifyDoor, notify_door

KEY = "pbvote-" + "11111111-1111-4111-8111-111111111111" + "-" + "22222222-2222-4222-8222-222222222222"
MESSAGE = Message(7, "email", "ann@example.org", "News", "Hello.", "<7.1@vote.marlbrook.example>")


@pytest.fixture
def door() -> Iterator[NotifyDoor]:
    with notify_door() as opened:
        yield opened


def post_to(door: NotifyDoor) -> NotifyPost:
    return NotifyPost(NotifySettings(KEY, door.address, "mail-template", "text-template", "letter-template"))


def test_an_email_goes_by_its_template_with_a_reference(door: NotifyDoor) -> None:
    post_to(door).send(MESSAGE)
    assert door.asked == [
        (
            "/v2/notifications/email",
            {
                "email_address": "ann@example.org",
                "template_id": "mail-template",
                "personalisation": {"subject": "News", "message": "Hello."},
                "reference": MESSAGE.message_id,
            },
        )
    ]
    assert door.bearers[0].startswith("Bearer ey")
    assert "22222222" not in door.bearers[0]


def test_a_text_message_and_a_letter_have_their_own(door: NotifyDoor) -> None:
    post_to(door).send(replace(MESSAGE, channel="sms", address="07700 900123"))
    post_to(door).send(replace(MESSAGE, channel="letter", address="Ann Lee\n1 Mill Lane\nM1 1AA"))
    (text_path, text), (letter_path, letter) = door.asked
    assert (text_path, text["phone_number"], text["template_id"]) == (
        "/v2/notifications/sms", "07700 900123", "text-template",
    )  # fmt: skip
    assert (letter_path, letter["template_id"]) == ("/v2/notifications/letter", "letter-template")
    assert letter["personalisation"]["address_line_3"] == "M1 1AA"
    assert letter["personalisation"]["message"] == "Hello."


@pytest.mark.parametrize(
    ("status", "for_good", "away"),
    [(400, True, False), (403, False, False), (429, False, False), (500, False, True), (503, False, True)],
)
def test_a_refusal_is_given_up_or_tried_again(door: NotifyDoor, status: int, for_good: bool, away: bool) -> None:  # noqa: FBT001 - the table's own columns
    """What the service says may repeat an address: only its number is kept."""
    door.status = status
    with pytest.raises(NotSentError) as found:
        post_to(door).send(MESSAGE)
    assert (str(found.value), found.value.for_good, found.value.away) == (str(status), for_good, away)


def test_no_line_is_logged_about_a_refusal(door: NotifyDoor, caplog: pytest.LogCaptureFixture) -> None:
    door.status = 400
    with pytest.raises(NotSentError):
        post_to(door).send(MESSAGE)
    assert "example.org" not in caplog.text


def test_nobody_at_the_door_is_away() -> None:
    with notify_door() as opened:
        pass
    with pytest.raises(NotSentError) as found:
        post_to(opened).send(MESSAGE)
    assert found.value.away


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(NotifyMissingError, match=r"pbvote\[notify\]"):
        NotifyPost(NotifySettings(KEY, "http://127.0.0.1:1", "mail-template"))
