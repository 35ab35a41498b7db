"""What a mail server gets from us, and what becomes of a mail that it does not take."""

import smtplib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pbvote.config import SmtpSettings
from pbvote.services.post import Message, NotSentError
from pbvote.services.post_smtp import SmtpPost, written_mail
from tests.mail_server import MailServer, certificate, mail_server

SITE, TRUST = "https://vote.marlbrook.example", "Marlbrook Young People’s Trust"
LETTER = Message(
    7, "email", "ann@example.org", "What became of your idea", "Hello,\n\nit’s on.\n", "<7.1@vote.marlbrook.example>"
)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as box:
        yield box


def post_to(box: MailServer, security: str = "none", user: str = "") -> SmtpPost:
    settings = SmtpSettings("127.0.0.1", box.port, security, "voting@marlbrook.example", user, "rain" if user else "")
    return SmtpPost(settings, SITE, TRUST)


def refusal(box: MailServer) -> NotSentError:
    post = post_to(box)
    with pytest.raises(NotSentError) as found:
        post.send(LETTER)
    post.close()
    return found.value


def test_a_mail_is_plain_text_from_a_machine_with_an_id_of_its_own(server: MailServer) -> None:
    post = post_to(server)
    post.send(LETTER)
    post.close()
    (mail,) = server.taken
    assert mail["Message-ID"] == "<7.1@vote.marlbrook.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["To"] == "ann@example.org"
    assert mail["From"] == "Marlbrook Young People’s Trust <voting@marlbrook.example>"
    assert mail["Subject"] == "What became of your idea"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == LETTER.text
    assert mail["Date"]


def test_several_mails_go_in_one_talk(server: MailServer) -> None:
    post = post_to(server)
    post.send(LETTER)
    post.send(LETTER)
    post.close()
    assert [command for command in server.commands if command.startswith("ehlo")] == ["ehlo vote.marlbrook.example"]
    assert len(server.taken) == 2


def test_with_starttls_and_a_user_nothing_is_said_before_the_line_is_secret(
    tmp_path: Path,
) -> None:
    shown, trusted = certificate(tmp_path)
    with mail_server(shown) as box:
        settings = SmtpSettings("127.0.0.1", box.port, "starttls", "voting@marlbrook.example", "trust", "rain")
        post = SmtpPost(settings, SITE, TRUST, trusted)
        post.send(LETTER)
        post.close()
    verbs = [command.partition(" ")[0].upper() for command in box.commands]
    assert verbs[:4] == ["EHLO", "STARTTLS", "EHLO", "AUTH"]
    assert len(box.taken) == 1


def test_a_server_without_starttls_gets_nothing(server: MailServer) -> None:
    """There is no way back to a line that everybody can read."""
    post = post_to(server, "starttls", "trust")
    with pytest.raises(NotSentError) as found:
        post.send(LETTER)
    assert found.value.away
    assert server.taken == []
    assert not any("AUTH" in command for command in server.commands)


def test_a_certificate_that_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    shown, _trusted = certificate(tmp_path)
    with mail_server(shown) as box:
        post = post_to(box, "starttls", "trust")
        with pytest.raises(NotSentError, match="SSLCertVerificationError"):
            post.send(LETTER)
        assert box.taken == []


@pytest.mark.parametrize("code", [550, 553])
def test_an_address_that_the_server_refuses_is_given_up(server: MailServer, code: int) -> None:
    server.answers["RCPT"] = f"{code} no ann@example.org here"
    found = refusal(server)
    assert (found.reason, found.for_good, found.away) == (str(code), True, False)


@pytest.mark.parametrize(
    ("verb", "answer"),
    [
        ("RCPT", "450 come back later"),
        ("MAIL", "451 busy"),
        ("MAIL", "550 you may not send"),
        ("END", "452 full"),
    ],
)
def test_what_may_pass_is_tried_again(server: MailServer, verb: str, answer: str) -> None:
    """Also a server that does not want us as a sender: that is a setting, which somebody puts right."""
    server.answers[verb] = answer
    found = refusal(server)
    assert (found.reason, found.for_good) == (answer[:3], False)


def test_a_wrong_password_is_tried_again_and_stands_in_no_error(tmp_path: Path) -> None:
    shown, trusted = certificate(tmp_path)
    with mail_server(shown) as box:
        box.answers["AUTH"] = "535 wrong"
        settings = SmtpSettings("127.0.0.1", box.port, "starttls", "voting@marlbrook.example", "trust", "rain")
        post = SmtpPost(settings, SITE, TRUST, trusted)
        with pytest.raises(NotSentError) as found:
            post.send(LETTER)
    assert (str(found.value), found.value.for_good) == ("535", False)
    assert "rain" not in repr(settings)


@pytest.mark.parametrize("verb", ["EHLO", "MAIL", "DATA"])
def test_a_server_that_hangs_up_is_away(server: MailServer, verb: str) -> None:
    server.drops = verb
    found = refusal(server)
    assert (found.away, found.for_good) == (True, False)


def test_no_server_at_all_is_away() -> None:
    with mail_server() as box:
        pass
    assert refusal(box).away


def test_after_a_failure_the_next_mail_begins_a_new_talk(server: MailServer) -> None:
    post = post_to(server)
    server.answers["RCPT"] = "550 no"
    with pytest.raises(NotSentError):
        post.send(LETTER)
    server.answers.clear()
    post.send(LETTER)
    post.close()
    assert len(server.taken) == 1


@pytest.mark.parametrize(
    ("subject", "address"),
    [
        ("Hello\r\nBcc: everybody@example.org", "ann@example.org"),
        ("Hello\nBcc: everybody@example.org", "ann@example.org"),
        ("Hello", "ann@example.org\nBcc: everybody@example.org"),
        ("Hello", "ann@example.org, bob@example.org"),
        ("Hello", "nobody"),
        ("Hello", ""),
    ],
)
def test_nothing_that_people_type_becomes_a_header(subject: str, address: str) -> None:
    with pytest.raises(NotSentError) as found:
        written_mail(Message(1, "email", address, subject, "", "<1@here>"), "voting@marlbrook.example", TRUST)
    assert found.value.for_good


def test_a_trust_with_a_strange_name_makes_no_header() -> None:
    mail = written_mail(LETTER, "voting@marlbrook.example", "Trust\r\nBcc: everybody@example.org")
    assert mail["Bcc"] is None
    assert smtplib.email.utils.parseaddr(mail["From"])[1] == "voting@marlbrook.example"  # type: ignore[attr-defined] # smtplib's own import
