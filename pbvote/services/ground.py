"""The ground of a protected act: everything of a round that somebody who prepares or confirms it has seen.

When it changes between the two, the act lapses: nobody confirms a plan, a roll or a date that the other never saw.
"""

import hashlib
from collections.abc import Iterator, Mapping

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.orm import Session

from pbvote.domain.errors import PbvoteError
from pbvote.services.act_list import ProtectedAct
from pbvote.services.plan_round import read_plan
from pbvote.storage.tables import PotRow, ProjectRow, RollRow, RoundRow


def ground_of(
    db: Session,
    act: ProtectedAct,
    row: RoundRow | None,
    arguments: Mapping[str, str],
    known: dict[str, str] | None = None,
) -> str:
    """The hash of what an act rests on: its round, and what the act itself names beside it. In hex.

    `known` keeps the grounds of rounds for whoever asks about several acts within one transaction.
    """
    known = {} if known is None else known
    if row is not None and row.id not in known:
        known[row.id] = round_ground(db, row)
    said = hashlib.sha256(b"" if row is None else known[row.id].encode())
    if act.ground is not None:
        said.update(act.ground(db, row, arguments).encode())
    return said.hexdigest()


def round_ground(db: Session, row: RoundRow) -> str:
    """The hash of a round's state, schedule in force, whole plan, withdrawn projects and roll. In hex."""
    said = hashlib.sha256()
    for part in _parts(db, row):
        said.update(repr(part).encode() + b"\n")
    return said.hexdigest()


def _parts(db: Session, row: RoundRow) -> Iterator[object]:
    yield row.state, row.approved, row.approved_plan, row.frozen, row.seed, row.stopped
    yield str(row.opens_at), str(row.closes_at), str(row.latest_close), str(row.suspended_until)
    yield _plan(db, row)
    withdrawn = select(ProjectRow.pot_id, ProjectRow.id).where(
        ProjectRow.round_id == row.id, ProjectRow.withdrawn.is_(True)
    )
    yield from (tuple(each) for each in db.execute(withdrawn.order_by(ProjectRow.pot_id, ProjectRow.id)))
    pots = type_coerce(RollRow.pots, Text)  # as stored: a roll of 10,000 is read again for each page with an act on it
    leaf = (RollRow.member_key, RollRow.group, pots, RollRow.salt, RollRow.removed)
    roll = select(*leaf).where(RollRow.round_id == row.id).order_by(RollRow.member_key)
    yield from (tuple(each) for each in db.execute(roll))


def _plan(db: Session, row: RoundRow) -> object:
    """The plan; or, while it cannot stand, what it would be made from: a draft that collects ideas has no project."""
    try:
        return read_plan(db, row)
    except PbvoteError:
        pots = select(*PotRow.__table__.columns).where(PotRow.round_id == row.id).order_by(PotRow.id)
        listed = select(ProjectRow.pot_id, ProjectRow.id, ProjectRow.title, ProjectRow.cost, ProjectRow.withdrawn)
        listed = listed.where(ProjectRow.round_id == row.id).order_by(ProjectRow.pot_id, ProjectRow.id)
        said = (row.title, row.summary, row.rules_text, str(row.agreed_close), row.zone, row.change_allowed)
        return said, [repr(tuple(each)) for query in (pots, listed) for each in db.execute(query)]
