"""Handing the auditors' bundle to an auditor: by a link that two officers agreed on, and that ends by itself."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.errors import ActIncompleteError, IllegalMoveError, UnknownLinkError
from pbvote.domain.round import RoundState
from pbvote.domain.sentence import say
from pbvote.domain.staff import StaffAuditsError, is_same_name
from pbvote.services.approval import Approval
from pbvote.services.keep_bundle import open_auditor_bundle
from pbvote.services.office import Office
from pbvote.services.security_log import note_security
from pbvote.storage.queries.rounds import state_of
from pbvote.storage.queries.trust import staff
from pbvote.storage.tables import AuditorLinkRow

LIFE = timedelta(days=14)
"""A link works for so long."""

LONGEST_NAME = 100
"""Characters of an auditor's name."""

HANDED_OUT = frozenset({RoundState.COUNTED, RoundState.PUBLISHED})
"""From the count on, so that auditors can check before anything is published."""


@dataclass(frozen=True, slots=True)
class AuditorLink:
    """A link as officers and its auditor see it; the secret is kept nowhere."""

    round_id: str
    name: str
    made_at: datetime
    ends_at: datetime
    fetched_at: datetime | None


def hand_out_bundle(approval: Approval) -> str:
    """Make a link for the auditor that the argument `name` names; its secret, which is shown once."""
    row, uow, name = approval.round, approval.uow, approval.arguments["name"].strip()
    if state_of(row) not in HANDED_OUT:
        raise IllegalMoveError("hand out the bundle", row.state)
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise ActIncompleteError(say("hand out the bundle"), ["the name of the auditor"])
    if any(is_same_name(each.name, name) for each in staff(uow.db)):
        raise StaffAuditsError(name)
    secret = secrets.token_urlsafe(32)
    now = approval.office.clock.now(uow.db)
    uow.db.add(AuditorLinkRow(token_hash=_hash(secret), round_id=row.id, name=name, made_at=now, ends_at=now + LIFE))
    note_security(uow.db, now, "auditor-link.made", approval.roles[1], round=row.id, auditor=name)
    return secret


def auditor_link(office: Office, secret: str) -> AuditorLink:
    """What a link is for; raises UnknownLinkError when it never was one, or has ended."""
    with office.database.read() as db:
        return _link(_row(office, db, secret))


def fetch_auditor_bundle(office: Office, secret: str) -> BinaryIO:
    """The bundle behind a link, open to be read; its link says when it was fetched. Raises UnknownLinkError."""
    with office.database.write() as uow:
        row = _row(office, uow.db, secret)
        row.fetched_at = office.clock.now(uow.db)
        note_security(uow.db, row.fetched_at, "auditor-link.fetched", round=row.round_id, auditor=row.name)
        round_id = row.round_id
        uow.commit()
    return open_auditor_bundle(office, round_id)


def auditor_links(db: Session, round_id: str) -> tuple[AuditorLink, ...]:
    """Every link that was made for a round, the oldest first."""
    query = select(AuditorLinkRow).where(AuditorLinkRow.round_id == round_id).order_by(AuditorLinkRow.made_at)
    return tuple(_link(row) for row in db.scalars(query))


def _row(office: Office, db: Session, secret: str) -> AuditorLinkRow:
    row = db.get(AuditorLinkRow, _hash(secret))
    if row is None or row.ends_at <= office.clock.now(db):
        raise UnknownLinkError
    return row


def _link(row: AuditorLinkRow) -> AuditorLink:
    return AuditorLink(row.round_id, row.name, row.made_at, row.ends_at, row.fetched_at)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
