"""The private security log."""

import json
import re
from datetime import timedelta

import pytest

from pbvote.services.security_log import LONGEST_DETAIL, note_security, prune_security_log, security_lines
from pbvote.services.tick import tick
from pbvote.storage.tables import SecurityEventRow
from tests.factories import OPENS, World


def noted(world: World, kind: str = "sign-in", **detail: str) -> SecurityEventRow:
    with world.office.database.write() as uow:
        note_security(uow.db, OPENS, kind, None, **detail)
        uow.commit()
    with world.office.database.read() as db:
        return security_lines(db, None, 1)[0]


@pytest.mark.parametrize(
    "typed", ["a\nb", "a\r\nb", "\x1b[2J", "\x00", "\x7f", "\u2028", "\u202e", '"}\n{"kind":"x"', "\ud800", "é"]
)
def test_a57_what_strangers_typed_is_one_line_of_ascii(new: World, typed: str) -> None:
    row = noted(new, device=typed)
    assert row.detail.isascii()
    assert row.detail.isprintable()
    assert json.loads(row.detail) == {"device": typed}


def test_a57_what_strangers_typed_is_cut(new: World) -> None:
    assert len(json.loads(noted(new, device="x" * 10_000).detail)["device"]) == LONGEST_DETAIL


@pytest.mark.parametrize("kind", [" ", "Sign in", "sign_in", "a\nb", "-a", "é"])
def test_a_kind_is_a_slug(new: World, kind: str) -> None:
    with pytest.raises(ValueError, match=re.escape(kind)), new.office.database.write() as uow:
        note_security(uow.db, OPENS, kind)


def test_a_line_is_kept_for_90_days(new: World) -> None:
    noted(new)
    for later, left in ((timedelta(days=90), 1), (timedelta(days=90, seconds=2), 0)):
        new.move(OPENS + later)
        prune_security_log(new.office)
        with new.office.database.read() as db:
            assert len(security_lines(db, None, 10)) == left


def test_the_jobs_forget_old_lines(new: World) -> None:
    noted(new)
    new.move(OPENS + timedelta(days=100))
    tick(new.office)
    with new.office.database.read() as db:
        assert security_lines(db, None, 10) == []


def test_a_line_that_is_rolled_back_was_never_written(new: World) -> None:
    with new.office.database.write() as uow:
        note_security(uow.db, OPENS, "sign-in")
    with new.office.database.read() as db:
        assert security_lines(db, None, 10) == []
