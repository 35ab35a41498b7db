"""Changing the roll of a round: today's list, agreed on by two officers. After the sealing the log says so in numbers.

Who leaves has no mark, no session and no living code any more. A ballot of theirs is cancelled inside its envelope,
and only the next batch says so, among the votes of at least fifty others or at the close: nobody outside learns
from the moment of a removal which ballot was whose, and an envelope says nothing at all.
"""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pbvote.domain.errors import IllegalMoveError, PbvoteError
from pbvote.domain.events import RollChanged, RollMoves
from pbvote.domain.round import RoundState
from pbvote.domain.sentence import say
from pbvote.services.approval import Approval
from pbvote.services.roll_lists import EmptyListError, UnknownListError, changes_on, list_number, require_changeable
from pbvote.services.seal_roll import make_envelopes, root_of_roll
from pbvote.services.sealed_rows import Sealer, sealer
from pbvote.storage.queries.rounds import pot_rows, state_of
from pbvote.storage.tables import (
    CodeRow,
    DraftRow,
    EnvelopeRow,
    MarkRow,
    MemberRow,
    RollChangeRow,
    RollListRow,
    RollRow,
    VoterSessionRow,
)

UNSEALED = frozenset({RoundState.DRAFT, RoundState.FROZEN})
"""Before the sealing there are no envelopes, and the log says nothing of the roll."""


class ListOutdatedError(PbvoteError):
    """Somebody on the list came onto the roll, or left it, since the list was made."""

    def __init__(self) -> None:
        super().__init__(
            say("Somebody on this list came onto the roll or left it meanwhile. Drop the list, make it anew.")
        )


def change_roll(approval: Approval) -> None:
    """Apply the list named by the argument `list`, all of it or nothing; a sealed round gets its `roll.changed`."""
    row, uow, office = approval.round, approval.uow, approval.office
    require_changeable(uow.db, row)
    if row.closes_at <= office.clock.now(uow.db):
        raise IllegalMoveError("change the roll", "past its close")
    listed = _listed(approval)
    changes = changes_on(uow.db, listed.id)
    if not changes:
        raise EmptyListError
    box = None if state_of(row) in UNSEALED else sealer(office, row.id)
    moves = _Moves(uow.db, row.id, box)
    try:
        moves.take_off([each.member_key for each in changes if each.act == "remove"])
        moves.put_on([each for each in changes if each.act == "add"])
    except IntegrityError:
        raise ListOutdatedError from None
    listed.state = "applied"
    if box is not None:
        uow.log.append([_entry(approval, changes)], office.clock.now(uow.db))


def _listed(approval: Approval) -> RollListRow:
    found = approval.uow.db.get(RollListRow, list_number(approval.arguments), with_for_update=True)
    if found is None or found.round_id != approval.round.id or found.state != "listed":
        raise UnknownListError
    return found


def _entry(approval: Approval, changes: Sequence[RollChangeRow]) -> RollChanged:
    db, round_id = approval.uow.db, approval.round.id
    counted = Counter((pot, each.act) for each in changes for pot in each.pots)
    reasons = {each.reason for each in changes if each.pots}
    return RollChanged(
        round=round_id,
        pots=tuple(
            RollMoves(added=counted[pot.id, "add"], id=pot.id, removed=counted[pot.id, "remove"])
            for pot in pot_rows(db, round_id)
        ),
        reason=reasons.pop() if len(reasons) == 1 else "several",
        root=root_of_roll(db, round_id),
        roles=approval.roles,
    )


@dataclass(frozen=True, slots=True)
class _Moves:
    """What a change does to the rows of a round. `box` is None before the sealing, when there are no envelopes."""

    db: Session
    round_id: str
    box: Sealer | None

    def take_off(self, members: Sequence[str]) -> None:
        for member in members:
            row = self.db.get(RollRow, (self.round_id, member))
            if row is None or row.removed:
                raise ListOutdatedError
            if self.box is not None:
                self._cancel_ballots(self.box, member)
            self.db.execute(delete(VoterSessionRow).where(*self._of(VoterSessionRow, member)))
            self.db.execute(delete(DraftRow).where(*self._of(DraftRow, member)))
            self.db.execute(delete(MarkRow).where(*self._of(MarkRow, member)))
            self._leave_roll(row)

    def _of(self, table: type[Any], member: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return table.round_id == self.round_id, table.member_key == member

    def _leave_roll(self, row: RollRow) -> None:
        codes = self._of(CodeRow, row.member_key)
        if self.box is None:
            self.db.execute(delete(CodeRow).where(*codes))
            self.db.delete(row)
        else:
            self.db.execute(update(CodeRow).where(*codes, CodeRow.state == "live").values(state="stopped"))
            row.removed = True
        self.db.flush()

    def _cancel_ballots(self, box: Sealer, member: str) -> None:
        """Seal every envelope of the member anew, so that it does not show in which of them a ballot lay."""
        for stored in self.db.scalars(select(EnvelopeRow).where(*self._of(EnvelopeRow, member))).all():
            envelope = box.open(stored)
            box.keep(self.db, stored, envelope.annulled() if envelope.ballot else envelope)

    def put_on(self, changes: Sequence[RollChangeRow]) -> None:
        self._keep_members(changes)
        voters = [each for each in changes if each.pots]
        back = [each for each in voters if self._comes_back(each)]
        here = {each.line for each in back}
        self._insert(RollRow, [_roll(self.round_id, each) for each in voters if each.line not in here])
        marks = [(pot, each.member_key) for each in voters for pot in each.pots]
        self._insert(MarkRow, [_mark(self.round_id, *mark) for mark in marks])
        if self.box is not None:
            make_envelopes(self.db, self.box)

    def _keep_members(self, changes: Sequence[RollChangeRow]) -> None:
        self._insert(MemberRow, [_member(each) for each in changes if each.is_new])
        known = [_member(each) for each in changes if not each.is_new]
        if known:
            self.db.execute(update(MemberRow), known)

    def _comes_back(self, change: RollChangeRow) -> bool:
        """Whether a member had left the roll and now stands on it again; with a new salt: no leaf is used twice."""
        row = self.db.get(RollRow, (self.round_id, change.member_key)) if not change.is_new else None
        if row is None:
            return False
        if not row.removed:
            raise ListOutdatedError
        for name, value in _roll(self.round_id, change).items():
            setattr(row, name, value)
        row.removed = False
        self.db.flush()
        return True

    def _insert(self, table: type[Any], rows: list[dict[str, Any]]) -> None:
        if rows:
            self.db.execute(insert(table), rows)


def _member(change: RollChangeRow) -> dict[str, Any]:
    kept = ("name", "ward", "member_class", "address", "postcode", "large_print", "under_16", "under_18")
    hashes = ("identity_hash", "person_hash")
    return {"key": change.member_key, **{name: getattr(change, name) for name in (*kept, *hashes)}}


def _roll(round_id: str, change: RollChangeRow) -> dict[str, Any]:
    kept = ("member_key", "group", "pots", "age_band", "birthday_hash")
    facts = {name: getattr(change, name) for name in kept}
    return {"round_id": round_id, "salt": secrets.token_bytes(32), **facts}


def _mark(round_id: str, pot_id: str, member_key: str) -> dict[str, Any]:
    return {"round_id": round_id, "pot_id": pot_id, "member_key": member_key, "marked": False}
