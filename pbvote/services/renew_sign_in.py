"""Renewing a lost sign-in: two other officers agree, the old one stops at once, and a new link is made."""

from pbvote.domain.errors import UnknownOfficerError
from pbvote.domain.events import OfficerActed
from pbvote.services.approval import Approval
from pbvote.services.end_role import forget_sign_in, present_role, require_two_others
from pbvote.services.invite_staff import make_link


def renew_sign_in(approval: Approval) -> str:
    """Perform the act “renew a sign-in” (argument: role): the secret of the new link, shown once.

    The old sign-in stops now, not when the link is used: the phone may be in wrong hands.
    """
    db, now = approval.uow.db, approval.office.clock.now(approval.uow.db)
    row = present_role(db, approval.arguments["role"])
    if row.appointed_at is None:
        raise UnknownOfficerError(row.role)
    require_two_others(row, approval.roles)
    forget_sign_in(db, row)
    approval.uow.log.append([OfficerActed(act="renewed", role=row.role, roles=approval.roles)], now)
    return make_link(db, row, now)
