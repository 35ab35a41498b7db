"""Taking an idea back: a draft is thrown away, one that was sent is withdrawn with a reason of choice."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import IdeaClosedError, NotFirstAuthorError
from pbvote.domain.phase import NotInPhaseError
from pbvote.domain.proposal import Stage
from pbvote.services.member_seat import MemberSeat
from pbvote.services.withdraw_idea import OPEN_STAGES, throw_away, withdraw_idea
from pbvote.storage.queries.own_ideas import OwnIdea
from pbvote.web.forms import Form
from pbvote.web.idea_check import sentence
from pbvote.web.member_desk import for_member, render_member, takes_member_form
from pbvote.web.page import redirect
from pbvote.web.propose import the_idea
from pbvote.web.propose_words import reason_words


@for_member
def ending(request: Request, seat: MemberSeat) -> Response:
    """GET /my/ideas/{id}/withdraw."""
    return _page(request, seat, the_idea(request, seat), {})


@takes_member_form
def take_ending(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST: done once, however often it is pressed."""
    found, office = the_idea(request, seat), request.app.state.office
    try:
        if found.stage is Stage.DRAFT:
            throw_away(office, seat, found.id)
            return redirect(request, "my_ideas")
        withdraw_idea(office, seat, found.id, form.get("reason"))
    except AnswersRefusedError as refused:
        return _page(request, seat, found, refused.faults)
    except (IdeaClosedError, NotFirstAuthorError, NotInPhaseError) as refusal:
        return _page(request, seat, found, {"reason": sentence(refusal)})
    return redirect(request, "my_idea", id=str(found.id))


def _page(request: Request, seat: MemberSeat, found: OwnIdea, faults: Mapping[str, str]) -> Response:
    if found.stage not in {Stage.DRAFT, *OPEN_STAGES}:
        return redirect(request, "my_idea", id=str(found.id))
    return render_member(
        request, seat, "propose/withdraw.html", status=422 if faults else 200, idea=found, errors=faults,
        reasons=tuple(reason_words().items()), typed={},
    )  # fmt: skip
