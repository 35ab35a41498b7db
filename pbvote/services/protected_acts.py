"""Protected acts: one officer prepares, another confirms, and only then anything happens (product.md, Roles)."""

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pbvote.domain.errors import ActIncompleteError, ActLapsedError, DatabaseBusyError, IllegalMoveError, OwnActError
from pbvote.services.approval import Approval
from pbvote.services.approve_round import approve_round
from pbvote.services.extend_round import extend_round
from pbvote.services.freeze_round import freeze_round
from pbvote.services.make_draw import make_draw
from pbvote.services.office import Office
from pbvote.services.print_codes import Printing, print_codes
from pbvote.services.publish_result import publish_result
from pbvote.services.resume_round import resume_round
from pbvote.services.run_count import run_count
from pbvote.services.seal_roll import seal_roll
from pbvote.services.sign_log import sign_log
from pbvote.services.withdraw_project import withdraw_project
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.queries.trust import officer
from pbvote.storage.tables import PreparedActRow, ProjectRow, RollRow, RoundRow
from pbvote.storage.unit_of_work import UnitOfWork

LAPSE = timedelta(hours=72)
"""A prepared act can be confirmed for so long."""

PROTECTED_ACTS: Mapping[str, Callable[[Approval], Printing | None]] = MappingProxyType(
    {
        "approve the schedule": approve_round,
        "freeze": freeze_round,
        "print codes": print_codes,
        "seal the roll": seal_roll,
        "withdraw a project": withdraw_project,
        "resume": resume_round,
        "extend": extend_round,
        "draw": make_draw,
        "count": run_count,
        "publish": publish_result,
    }
)
"""Every protected act by the words in which officers see it."""


_ARGUMENTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "withdraw a project": frozenset({"pot", "project", "reason"}),
        "extend": frozenset({"closes_at", "reason"}),
        "draw": frozenset({"seed"}),
    }
)
"""What the officers agree on beside the act itself; the other acts need nothing, and printing takes a `member`."""


def prepare_act(office: Office, role: str, round_id: str, act: str, **arguments: str) -> int:
    """Prepare an act for another officer to confirm; its number. Nothing else happens yet."""
    if act not in PROTECTED_ACTS:
        raise IllegalMoveError(act, "run by this program, which knows no such act")
    if set(arguments) - ({"member"} if act == "print codes" else set()) != _ARGUMENTS.get(act, set()):
        raise ActIncompleteError(act, sorted(_ARGUMENTS.get(act, ())))
    with office.database.write() as uow:
        prepared = PreparedActRow(
            round_id=round_id,
            act=act,
            arguments=json.dumps(arguments, sort_keys=True),
            ground=_ground(uow.db, round_row(uow.db, round_id)),
            prepared_by=officer(uow.db, role).role,
            prepared_at=office.clock.now(uow.db),
        )
        uow.db.add(prepared)
        uow.db.flush()
        number = prepared.id
        uow.commit()
        return number


def confirm_act(office: Office, role: str, number: int) -> Printing | None:
    """Confirm a prepared act as a second officer, and perform it in the same transaction.

    Raises OwnActError, ActLapsedError (too old, confirmed before, or the round changed since), or what the act raises.
    """
    sign_log(office)
    with office.database.read() as db:
        round_id = _prepared(db.get(PreparedActRow, number)).round_id
    with office.database.write(exclusive=round_id) as uow:
        prepared = _prepared(uow.db.get(PreparedActRow, number, with_for_update=True))
        row = round_row(uow.db, round_id, lock=True)
        _check(office, uow, prepared, officer(uow.db, role).role, row)
        prepared.confirmed_by = role
        roles = (prepared.prepared_by, role)
        done = PROTECTED_ACTS[prepared.act](Approval(office, uow, row, roles, json.loads(prepared.arguments)))
        uow.commit()
    with suppress(DatabaseBusyError):  # the act is done, and a printing exists only here; the next tick signs
        sign_log(office)
    return done


def _prepared(row: PreparedActRow | None) -> PreparedActRow:
    if row is None:
        raise ActLapsedError("nobody prepared it")
    return row


def _check(office: Office, uow: UnitOfWork, prepared: PreparedActRow, role: str, row: RoundRow) -> None:
    if prepared.prepared_by == role:
        raise OwnActError
    if prepared.confirmed_by is not None:
        raise ActLapsedError("it was confirmed before")
    if office.clock.now(uow.db) - prepared.prepared_at > LAPSE:
        raise ActLapsedError("it was prepared more than 72 hours ago")
    if prepared.ground != _ground(uow.db, row):
        raise ActLapsedError("the round has changed since it was prepared")


def _ground(db: Session, row: RoundRow) -> str:
    """What the preparer saw of the round: when it changes, the act has to be prepared again."""
    seen = (
        (row.state, row.approved, row.frozen, row.seed),
        (str(row.opens_at), str(row.closes_at), str(row.latest_close)),
        db.scalar(select(func.count()).where(RollRow.round_id == row.id)),
        db.scalar(select(func.count()).where(ProjectRow.round_id == row.id, ProjectRow.withdrawn.is_(True))),
    )
    return hashlib.sha256(repr(seen).encode()).hexdigest()
