"""Who works for the trust, as the board's pages show it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.staff import KINDS
from pbvote.storage.tables import InviteRow, StaffRow, StaffSessionRow


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody of the staff. `link_from` and `link_until`: when a link that nobody has used yet works."""

    role: str
    kind: str
    name: str
    is_appointed: bool
    can_sign_in: bool
    ended_at: datetime | None
    link_from: datetime | None
    link_until: datetime | None


@dataclass(frozen=True, slots=True)
class SignInView:
    """A device on which somebody is signed in. `id` is the hash of its cookie, in hex: worth nothing as a cookie."""

    id: str
    device: str
    began_at: datetime
    seen_at: datetime


def people(db: Session) -> tuple[PersonView, ...]:
    """Everybody who has or had a role: those of today first, officers first, each kind by number."""
    waiting = {row.role: row for row in db.scalars(select(InviteRow).where(InviteRow.used_at.is_(None)))}
    views = [_person(row, waiting.get(row.role)) for row in db.scalars(select(StaffRow))]
    return tuple(sorted(views, key=_place))


def sign_ins(db: Session, role: str, now: datetime) -> tuple[SignInView, ...]:
    """Where somebody is signed in, the newest first."""
    alive = select(StaffSessionRow).where(StaffSessionRow.role == role, StaffSessionRow.ends_at > now)
    rows = db.scalars(alive.order_by(StaffSessionRow.began_at.desc()))
    return tuple(SignInView(row.id_hash.hex(), row.device, row.began_at, row.seen_at) for row in rows)


def _person(row: StaffRow, invite: InviteRow | None) -> PersonView:
    return PersonView(
        role=row.role,
        kind=row.kind,
        name=row.name,
        is_appointed=row.appointed_at is not None,
        can_sign_in=row.password is not None and row.totp_secret is not None,
        ended_at=row.ended_at,
        link_from=invite.works_from if invite else None,
        link_until=invite.ends_at if invite else None,
    )


def _place(person: PersonView) -> tuple[bool, int, int]:
    return person.ended_at is not None, KINDS.index(person.kind), int(person.role.rpartition("-")[2])
