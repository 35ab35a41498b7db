"""Sending: what is due leaves once, a failure waits longer each time, and nobody's act ever notices."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from pbvote.config import MailSettings, SmtpSettings
from pbvote.services import lease
from pbvote.services import send_outbox as sending
from pbvote.services.outbox import forget_messages
from pbvote.services.post import Message, NotSentError
from pbvote.services.post_sink import kept_messages
from pbvote.services.security_log import security_lines
from pbvote.services.send_outbox import MOST_TRIES, WAITS, prune_outbox, send_outbox
from pbvote.storage.database import Database
from pbvote.storage.tables import InstallationRow, NoticeRow
from tests.factories import ROUND, World
from tests.idea_world import idea_world
from tests.mail_server import MailServer
from tests.services.mailing import give_address, later, rows, tell_all, write


def test_a_notice_leaves_as_a_mail_with_its_address_and_is_emptied(real: World, server: MailServer) -> None:
    give_address(real, 1)
    tell_all(real)
    assert send_outbox(real.office) == 1
    (mail,) = server.taken
    assert mail["To"] == "member1@example.org"
    assert mail["Subject"] == "Your idea can now be read by everyone"
    text = mail.get_content()
    assert "We read your idea “A bike shed”." in text
    assert f"Go here: https://vote.marlbrook.example/rounds/{ROUND}/ideas/7" in text
    assert "https://vote.marlbrook.example/my/notices" in text
    (row,) = rows(real)
    assert (row.state, row.address, row.subject, row.text, row.tries) == ("sent", "", "", "", 1)
    assert send_outbox(real.office) == 0
    assert len(server.taken) == 1


def test_either_kind_of_database_sends_each_message_once(tmp_path: Path, database_url: str) -> None:
    world = idea_world(tmp_path / "data", database_url, members=2)
    give_address(world, 1)
    tell_all(world)
    write(world)
    assert send_outbox(world.office) == 2
    assert send_outbox(world.office) == 0
    assert len(kept_messages(world.office.data, 10)) == 2
    assert {row.state for row in rows(world)} == {"sent"}
    world.office.database.close()


def test_everybody_has_the_notice_on_their_page_with_or_without_an_address(real: World) -> None:
    tell_all(real)
    with real.office.database.read() as db:
        assert sorted(db.scalars(select(NoticeRow.member_key))) == sorted(real.members)
    assert rows(real) == []


def test_adults_get_mail_unless_they_said_no_and_the_young_only_if_they_said_yes(real: World) -> None:
    """Odd numbers are grown up, even ones 14."""
    give_address(real, 1)
    give_address(real, 3, by_email=False)
    give_address(real, 5, muted=("idea-shown",))
    give_address(real, 7, muted=("idea-hidden",))
    give_address(real, 0)
    give_address(real, 2, by_email=True)
    give_address(real, 4, by_email=True, muted=("idea-shown",))
    give_address(real, 6, by_email=False)
    tell_all(real)
    assert sorted(row.address for row in rows(real)) == [f"member{number}@example.org" for number in (1, 2, 7)]


def test_a_server_that_is_away_costs_one_message_one_try(real: World, server: MailServer) -> None:
    write(real)
    write(real)
    server.drops = "EHLO"
    assert send_outbox(real.office) == 0
    assert [(row.state, row.tries) for row in rows(real)] == [("waiting", 1), ("waiting", 0)]


def test_a_server_that_stops_begins_no_other_message(real: World, server: MailServer) -> None:
    write(real)
    write(real)
    assert send_outbox(real.office, lambda: not server.taken) == 1
    assert [row.state for row in rows(real)] == ["sent", "waiting"]


def test_tries_come_further_and_further_apart_and_end_after_eight(real: World, server: MailServer) -> None:
    write(real)
    server.answers["RCPT"] = "450 later"
    for wait in WAITS:
        send_outbox(real.office)
        tried = rows(real)[0].tries
        later(real, wait - timedelta(seconds=20))
        send_outbox(real.office)
        assert rows(real)[0].tries == tried
        later(real, timedelta(seconds=20))
    send_outbox(real.office)
    (row,) = rows(real)
    assert (row.state, row.tries, row.error) == ("failed", MOST_TRIES, "450")
    assert list(WAITS) == sorted(WAITS)
    later(real, timedelta(days=3))
    assert send_outbox(real.office) == 0
    assert rows(real)[0].tries == MOST_TRIES == 8


def test_what_failed_is_in_the_security_log_without_an_address(real: World, server: MailServer) -> None:
    write(real, "ann@example.org")
    server.answers["RCPT"] = "550 ann@example.org\r\nis unknown"
    send_outbox(real.office)
    with real.office.database.read() as db:
        lines = [line.detail for line in security_lines(db, None, 50) if line.kind == "message.failed"]
    assert lines == ['{"channel": "email", "reason": "550", "tries": "1"}']
    assert "ann" not in rows(real)[0].error


class _DiesAfter:
    """A way out whose process ends right after, or right before, the other side took the message."""

    def __init__(self, taken: list[Message], *, before: bool) -> None:
        self.taken, self.before = taken, before

    def send(self, message: Message) -> None:
        if not self.before:
            self.taken.append(message)
        raise KeyboardInterrupt

    def close(self) -> None:
        """Nothing is open."""


def test_a_process_that_dies_before_the_server_took_it_loses_nothing(
    real: World, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(real)
    with monkeypatch.context() as patched:
        patched.setattr(sending, "SmtpPost", lambda *_: _DiesAfter([], before=True))
        with pytest.raises(KeyboardInterrupt):
            send_outbox(real.office)
    assert send_outbox(real.office) == 0  # marked before: nobody else sends it in the same moment
    later(real, WAITS[0])
    assert send_outbox(real.office) == 1
    assert len(server.taken) == 1


def test_a_twin_after_a_crash_has_the_same_id(real: World, server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one moment in which it can be sent twice: between the server's word and our mark."""
    write(real)
    taken: list[Message] = []
    with monkeypatch.context() as patched:
        patched.setattr(sending, "SmtpPost", lambda *_: _DiesAfter(taken, before=False))
        with pytest.raises(KeyboardInterrupt):
            send_outbox(real.office)
    later(real, WAITS[0])
    send_outbox(real.office)
    assert [mail["Message-ID"] for mail in server.taken] == [taken[0].message_id]


def test_one_process_at_a_time(real: World, server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    write(real)
    assert lease.take_lease(real.office, "outbox")
    monkeypatch.setattr(lease, "_HOLDER", "another process")
    assert send_outbox(real.office) == 0
    assert server.taken == []
    later(real, lease.LEASE)
    assert send_outbox(real.office) == 1


def test_a_message_that_cannot_be_put_into_words_holds_up_nobody(real: World, server: MailServer) -> None:
    give_address(real, 1)
    tell_all(real)
    with real.office.database.write() as uow:
        for notice in uow.db.scalars(select(NoticeRow)):
            notice.kind = "of an older release"
        uow.commit()
    write(real)
    with pytest.raises(KeyError):
        send_outbox(real.office)
    assert send_outbox(real.office) == 1
    assert [mail["Subject"] for mail in server.taken] == ["Sign in"]


def test_without_a_way_out_messages_are_dropped_and_emptied(talk: World) -> None:
    """They must not wait for years and then go out all at once."""
    with talk.office.database.write() as uow:
        uow.db.execute(update(InstallationRow).values(clock="true"))
        uow.commit()
    write(talk)
    assert send_outbox(talk.office) == 0
    (row,) = rows(talk)
    assert (row.state, row.error, row.address, row.text) == ("dropped", "not-set-up", "", "")


def test_a_rehearsal_writes_files_whatever_the_settings_say(talk: World, server: MailServer) -> None:
    smtp = SmtpSettings("127.0.0.1", server.port, "none", "voting@marlbrook.example")
    talk.office = replace(talk.office, mail=MailSettings(smtp))
    write(talk)
    assert send_outbox(talk.office) == 1
    assert server.commands == []
    (kept,) = kept_messages(talk.office.data, 10)
    assert (kept.address, kept.subject, kept.text) == ("ann@example.org", "Sign in", "Your link")
    (file,) = (talk.office.data / "outbox").iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_a_sink_that_cannot_be_written_waits(talk: World) -> None:
    (talk.office.data / "outbox").write_text("in the way")
    write(talk)
    assert send_outbox(talk.office) == 0
    assert rows(talk)[0].state == "waiting"


def test_old_messages_are_forgotten_and_waiting_ones_are_not(real: World, server: MailServer) -> None:
    write(real)
    send_outbox(real.office)
    later(real, timedelta(days=20))
    server.drops = "EHLO"
    write(real)
    send_outbox(real.office)
    prune_outbox(real.office)
    assert len(rows(real)) == 2
    later(real, timedelta(days=15))
    prune_outbox(real.office)
    assert [row.state for row in rows(real)] == ["waiting"]


def test_who_is_erased_gets_nothing_more(real: World, server: MailServer) -> None:
    give_address(real, 1)
    tell_all(real)
    with real.office.database.write() as uow:
        forget_messages(uow.db, real.members[1])
        uow.commit()
    assert send_outbox(real.office) == 0
    assert server.taken == []


def test_sending_never_writes_inside_an_act(real: World, server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the mail server talks, no transaction is open: a slow server stops no voter."""
    write(real)
    seen: list[bool] = []

    class Watching:
        def send(self, message: Message) -> None:
            with Database(str(real.office.database.url)).write() as uow:
                uow.commit()
            seen.append(message.subject == "Sign in")
            raise NotSentError("later")

        def close(self) -> None:
            """Nothing is open."""

    monkeypatch.setattr(sending, "SmtpPost", lambda *_: Watching())
    send_outbox(real.office)
    assert seen == [True]
    assert server.commands == []
