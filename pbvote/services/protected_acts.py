"""Protected acts: one of the staff prepares, another confirms, and only then anything happens (product.md, Roles)."""

import json
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.errors import (
    ActIncompleteError,
    ActLapsedError,
    DatabaseBusyError,
    HistoryChangedError,
    IllegalMoveError,
    OwnActError,
    RoundSetUpError,
    UnknownOfficerError,
)
from pbvote.domain.sentence import say
from pbvote.services.act_list import PROTECTED_ACTS, Done, ProtectedAct
from pbvote.services.approval import Approval, RoundCount
from pbvote.services.ground import ground_of
from pbvote.services.office import Office
from pbvote.services.sign_log import sign_log
from pbvote.storage.queries.acts import MOST_NUMBER
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import PreparedActRow, RoundRow, StaffRow
from pbvote.storage.unit_of_work import UnitOfWork

LAPSE = timedelta(hours=72)
"""A prepared act can be confirmed for so long."""

_TRUST = "the trust"
"""Acts of the trust itself take turns under this name, which no round can have."""


def prepare_act(office: Office, role: str, round_id: str | None, act: str, /, **arguments: str) -> int:
    """Prepare an act for another of the staff to confirm; its number. Nothing else happens yet.

    An act of the trust itself has no round. May raise ActIncompleteError, UnknownOfficerError, UnknownRoundError.
    """
    protected = known_act(act, round_id)
    if not protected.arguments <= set(arguments) <= protected.arguments | protected.optional:
        raise ActIncompleteError(act, sorted(protected.arguments))
    with office.database.write() as uow:
        row = _round_of(uow.db, round_id)
        if protected.check is not None:
            protected.check(uow.db, role, arguments)
        prepared = PreparedActRow(
            round_id=round_id,
            act=act,
            arguments=json.dumps(arguments, sort_keys=True),
            ground=ground_of(uow.db, protected, row, arguments),
            prepared_by=staff_member(uow.db, role, *protected.preparers(arguments)).role,
            prepared_at=office.clock.now(uow.db),
        )
        uow.db.add(prepared)
        uow.db.flush()
        number = prepared.id
        uow.commit()
        return number


def confirm_act(office: Office, role: str, number: int) -> Done:
    """Confirm a prepared act as a second person, and perform it in the same transaction.

    Raises OwnActError, ActLapsedError (too old, done or dropped before, or what it rests on has changed), or what the
    act raises.
    """
    sign_log(office)
    with office.database.read() as db:
        round_id = prepared_act(db, number).round_id
    counted = _count_ahead(office, role, number)
    try:
        done = _perform(office, role, number, round_id, counted)
    except HistoryChangedError:  # another act came just before and was not signed yet: nothing is done, so once more
        sign_log(office)  # which raises when the history really changed
        done = _perform(office, role, number, round_id, counted)
    with suppress(DatabaseBusyError):  # the act is done, and a printing exists only here; the next tick signs
        sign_log(office)
    return done


def drop_act(office: Office, role: str, number: int) -> None:
    """Give up a prepared act: its preparer takes it back, or somebody who may confirm it says that it is not right.

    It stays where it can be seen. Raises ActLapsedError when it no longer waits, UnknownOfficerError for anybody else:
    a helper alone must not keep two officers from closing.
    """
    with office.database.write() as uow:
        prepared = prepared_act(uow.db, number, lock=True)
        if done_before(prepared):
            raise ActLapsedError(done_before(prepared))
        kinds = () if role == prepared.prepared_by else _confirmers(prepared)
        prepared.dropped_by = staff_member(uow.db, role, *kinds).role
        prepared.dropped_at = office.clock.now(uow.db)
        uow.commit()


def known_act(act: str, round_id: str | None) -> ProtectedAct:
    """The act of that name, of a round or of the trust itself; raises IllegalMoveError."""
    protected = PROTECTED_ACTS.get(act)
    if protected is None or protected.of_round != (round_id is not None):
        raise IllegalMoveError(act, "run by this program, which knows no such act")
    return protected


def prepared_act(db: Session, number: int, *, lock: bool = False) -> PreparedActRow:
    """A prepared act; raises ActLapsedError when there is none of that number."""
    row = db.get(PreparedActRow, number, with_for_update=lock or None) if 0 < number <= MOST_NUMBER else None
    if row is None:
        raise ActLapsedError(say("nobody prepared it"))
    return row


def arguments_of(prepared: PreparedActRow) -> dict[str, str]:
    """What was agreed on with the act, as it was prepared."""
    found: dict[str, str] = json.loads(prepared.arguments)
    return found


def done_before(prepared: PreparedActRow) -> str:
    """Why an act no longer waits, in words; empty while it does."""
    if prepared.confirmed_by is not None:
        return say("it was confirmed before")
    return say("it was taken back") if prepared.dropped_by is not None else ""


def why_lapsed(db: Session, now: datetime, prepared: PreparedActRow, known: dict[str, str] | None = None) -> str:
    """Why an act can be confirmed by nobody any more, in words; empty while it can be. `known`: as in ground_of."""
    if done_before(prepared):
        return done_before(prepared)
    if now - prepared.prepared_at > LAPSE:
        return say("it was prepared more than 72 hours ago")
    protected, arguments = PROTECTED_ACTS[prepared.act], arguments_of(prepared)
    try:
        staff_member(db, prepared.prepared_by, *protected.preparers(arguments))
    except UnknownOfficerError:
        return say("who prepared it is no longer in that role")
    try:
        now_is = ground_of(db, protected, _round_of(db, prepared.round_id), arguments, known)
    except RoundSetUpError:
        now_is = ""  # a draft that lost its last project or pot since: the page of the act must still be drawn
    return "" if prepared.ground == now_is else say("what it rests on has changed since it was prepared")


def _count_ahead(office: Office, role: str, number: int) -> RoundCount | None:
    """What an act counts before its transaction, where it does; only for somebody who may confirm it."""
    with office.database.read() as db:
        prepared = prepared_act(db, number)
        ahead, round_id = PROTECTED_ACTS[prepared.act].ahead, prepared.round_id
        if ahead is None or round_id is None:
            return None
        _require_confirmable(office, db, prepared, role)
    return ahead(office, round_id)


def _perform(office: Office, role: str, number: int, round_id: str | None, counted: RoundCount | None) -> Done:
    with office.database.write(exclusive=round_id or _TRUST) as uow:
        prepared = prepared_act(uow.db, number, lock=True)
        row = _round_of(uow.db, round_id, lock=True)
        _check(office, uow, prepared, role)
        prepared.confirmed_by, prepared.confirmed_at = role, office.clock.now(uow.db)
        roles = (prepared.prepared_by, role)
        approval = Approval(office, uow, row, roles, arguments_of(prepared), counted)
        done = PROTECTED_ACTS[prepared.act].perform(approval)
        uow.commit()
        return done


def _confirmers(prepared: PreparedActRow) -> frozenset[str]:
    return PROTECTED_ACTS[prepared.act].confirmers(arguments_of(prepared))


def _round_of(db: Session, round_id: str | None, *, lock: bool = False) -> RoundRow | None:
    return None if round_id is None else round_row(db, round_id, lock=lock)


def _check(office: Office, uow: UnitOfWork, prepared: PreparedActRow, role: str) -> None:
    _hold_roles(uow.db, role, prepared.prepared_by)
    _require_confirmable(office, uow.db, prepared, role)


def _require_confirmable(office: Office, db: Session, prepared: PreparedActRow, role: str) -> None:
    staff_member(db, role, *_confirmers(prepared))
    if prepared.prepared_by == role:
        raise OwnActError
    why = why_lapsed(db, office.clock.now(db), prepared)
    if why:
        raise ActLapsedError(why)


def _hold_roles(db: Session, *roles: str) -> None:
    """No role of the two ends between this look at it and the commit."""
    db.execute(select(StaffRow.role).where(StaffRow.role.in_(roles)).order_by(StaffRow.role).with_for_update(read=True))
