"""While a voter sits at a helper's screen, the board stays shut there: it knows names and addresses of members."""

from starlette.requests import Request

from pbvote.domain.errors import PbvoteError
from pbvote.web.language import _
from pbvote.web.member_desk import member_or_none
from pbvote.web.sessions import seat_or_none


class VoterAtScreenError(PbvoteError):
    """A voter whom a helper signed in has not finished."""

    def __init__(self) -> None:
        super().__init__(_("A voter is signed in on this screen. Go to their pots and press “Finish and clear” first."))


def require_clear_screen(request: Request) -> None:
    """Raise VoterAtScreenError while an assisted session, or one on a tablet, is alive in this browser."""
    voter, member = seat_or_none(request), member_or_none(request)
    if voter is not None and (voter.assisted_by is not None or voter.tablet_id is not None):
        raise VoterAtScreenError
    if member is not None and member.tablet_id is not None:
        raise VoterAtScreenError
