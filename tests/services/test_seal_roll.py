"""The sealed roll: numbers, a salted root, and an envelope for everybody."""

import pytest
from sqlalchemy import select

from pbvote.auditlog.envelope import Envelope
from pbvote.auditlog.roll import roll_leaf, roll_root
from pbvote.domain.errors import DatabaseBusyError
from pbvote.services.enrol_members import enrol_members
from pbvote.services.plan_round import plan_round
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.services.sealed_rows import sealer
from pbvote.storage.tables import EnvelopeRow, MarkRow, RollRow
from tests.attacks.database_rows import change
from tests.factories import PLAN, ROUND, World, member
from tests.log_entries import entries


def test_the_log_says_how_many_may_vote(sealed: World) -> None:
    pots = entries(sealed, "roll.sealed")[0]["pots"]
    assert pots == [{"entitled": 4, "id": "youth"}, {"entitled": 8, "id": "everybody"}]


def test_the_root_is_that_of_the_roll(sealed: World) -> None:
    with sealed.office.database.read() as db:
        rows = list(db.scalars(select(RollRow)))
    leaves = [roll_leaf(row.salt, member=row.member_key, group=row.group, pots=row.pots) for row in rows]
    assert entries(sealed, "roll.sealed")[0]["root"] == roll_root(leaves).hex()


def test_everybody_has_an_envelope_of_one_size_that_holds_nothing(sealed: World) -> None:
    """So that its existence says nothing."""
    box = sealer(sealed.office, ROUND)
    with sealed.office.database.read() as db:
        rows = list(db.scalars(select(EnvelopeRow)))
        marks = {(mark.pot_id, mark.member_key) for mark in db.scalars(select(MarkRow))}
    assert {(row.pot_id, row.member_key) for row in rows} == marks
    assert {len(row.sealed) for row in rows} == {4096}
    assert all(box.open(row) == Envelope() for row in rows)
    assert len({row.sealed for row in rows}) == len(rows) == 12


def test_a_sealing_that_was_cut_off_can_be_done_again(new: World) -> None:
    """The round key was drawn and the rest was not kept: the next try uses it and does not stumble over it."""
    plan_round(new.office, PLAN)
    new.agree("approve the schedule")
    enrol_members(new.office, ROUND, [member(0)])
    new.agree("freeze")
    change(new.office.database, "ALTER TABLE envelope RENAME TO envelope_away")
    number = prepare_act(new.office, "officer-1", ROUND, "seal the roll")
    with pytest.raises(DatabaseBusyError):
        confirm_act(new.office, "officer-2", number)
    key = new.office.keys.round_key(ROUND)
    assert entries(new, "roll.sealed") == []
    change(new.office.database, "ALTER TABLE envelope_away RENAME TO envelope")
    new.agree("seal the roll")
    assert new.office.keys.round_key(ROUND) == key
    assert len(entries(new, "roll.sealed")) == 1
