"""Ending a role: two officers agree, and from that moment the person can do nothing more."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from pbvote.domain.errors import UnknownOfficerError
from pbvote.domain.events import OfficerActed
from pbvote.domain.staff import OwnRoleError
from pbvote.services.approval import Approval
from pbvote.services.assign_review import drop_reviews_of
from pbvote.services.staff_session import end_sessions
from pbvote.storage.tables import InviteRow, RecoveryCodeRow, StaffRow


def end_role(approval: Approval) -> None:
    """Perform the act “end a role” (argument: role). Raises UnknownOfficerError, OwnRoleError.

    Two others end it: so two officers always remain. Somebody whom the console announced was never appointed, so the
    log has nothing to end.
    """
    db, now = approval.uow.db, approval.office.clock.now(approval.uow.db)
    row = present_role(db, approval.arguments["role"])
    require_two_others(row, approval.roles)
    row.ended_at = now
    forget_sign_in(db, row)
    drop_reviews_of(db, row.role)
    row.login = None
    if row.appointed_at is not None:
        approval.uow.log.append([OfficerActed(act="ended", role=row.role, roles=approval.roles)], now)


def present_role(db: Session, role: str) -> StaffRow:
    """Whoever has a role that has not ended, appointed or announced; raises UnknownOfficerError."""
    row = db.get(StaffRow, role, with_for_update=True) if role.isprintable() else None
    if row is None or row.ended_at is not None:
        raise UnknownOfficerError(role)
    return row


def require_two_others(row: StaffRow, roles: tuple[str, str]) -> None:
    """Raises OwnRoleError when one of the two is the person whom it is about."""
    if row.role in roles:
        raise OwnRoleError


def forget_sign_in(db: Session, row: StaffRow) -> None:
    """Let password, app, recovery codes, links and sessions of somebody stop at once."""
    row.password, row.totp_secret = None, None
    db.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.role == row.role))
    db.execute(delete(InviteRow).where(InviteRow.role == row.role, InviteRow.used_at.is_(None)))
    end_sessions(db, row.role)
