"""Does every voter of a pot have the same voting money? If not: the groups, and the part that each of them has."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import RoundSetUpError, UnknownRoundError
from pbvote.domain.voter_group import MOST_GROUPS
from pbvote.services.draft_shares import change_shares, groups_of_others
from pbvote.services.look_at_shares import KnownVoters, SharesLook, known_voters, look_at_shares
from pbvote.services.staff_session import StaffSeat
from pbvote.web.board.answers import Answers
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.board.rounds import DRAFTERS
from pbvote.web.board.set_up import the_draft, to_tasks
from pbvote.web.board.set_up_pots import at_pot, pot_question, the_pot
from pbvote.web.board.typed_groups import ReadGroups, read_groups, rows_in, typed_groups
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect

WAYS = ("ages", "kinds")
"""How groups can be made: by age, or by the class of members."""


@for_staff(*DRAFTERS)
def parts(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/parts: the same for everybody, or groups."""
    shares = the_pot(request).shares
    said = "same" if shares is None else "ages" if shares.by_age else "kinds"
    return pot_question(request, seat, "parts", {"parts": said})


@takes_staff_form(*DRAFTERS)
def take_parts(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: the same is saved at once; groups are asked on the next page."""
    answers, at = Answers(form), at_pot(request, seat)
    said = answers.choice("parts", ("same", *WAYS), _("Choose whether everybody has the same voting money."))
    if answers.faults:
        return pot_question(request, seat, "parts", answers.typed, answers.faults)
    if said != "same":
        return redirect(request, "set_up_groups", round=at.round_id, pot=at.pot_id, way=said)
    change_shares(request.app.state.office, at, None)
    return to_tasks(request)


@for_staff(*DRAFTERS)
def groups(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/parts/{way}: the groups as they are, or as another pot of the round has them."""
    way, pot = _way(request), the_pot(request)
    with request.app.state.office.database.read() as db:
        shares = pot.shares or groups_of_others(db, pot)
        shares = shares if shares is not None and shares.by_age == (way == "ages") else None
        voters = known_voters(db, pot, shares) if shares is not None else None
    typed = typed_groups(shares, voters, pot.ages_on or the_draft(request).opens_at.date())
    if shares is None or voters is None:
        return _page(request, seat, typed)
    return _page(request, seat, typed, look=Look(look_at_shares(pot, shares, voters.numbers), _source(voters)))


@takes_staff_form(*DRAFTERS)
def take_groups(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: save them; or only add a row, or look what one voter would have."""
    way, answers = _way(request), Answers(form)
    if form.has("more"):
        return _page(request, seat, {**answers.typed, f"title-{rows_in(answers.typed) + 1}": ""})
    found = read_groups(answers, way)
    if found is None:
        return _page(request, seat, answers.typed, answers.faults)
    if form.has("look"):
        return _looked(request, seat, answers, found)
    try:
        change_shares(request.app.state.office, at_pot(request, seat), found.shares, found.on)
    except RoundSetUpError as refused:
        return _page(request, seat, answers.typed, {"title-1": str(refused)})
    return to_tasks(request)


@dataclass(frozen=True, slots=True)
class Look:
    """What the groups would mean, and where the numbers of their voters are from."""

    shares: SharesLook
    source: str


def _looked(request: Request, seat: StaffSeat, answers: Answers, found: ReadGroups) -> Response:
    """What was typed, not saved, with what it would mean for so many voters."""
    if not found.voters:
        fault = {"voters-1": _("Write for each group how many may vote, to see what it means.")}
        return _page(request, seat, answers.typed, fault)
    look = look_at_shares(the_pot(request), found.shares, found.voters)
    return _page(request, seat, answers.typed, look=Look(look, _("Nothing is saved yet. This is for your numbers.")))


def _page(
    request: Request,
    seat: StaffSeat,
    typed: Mapping[str, str],
    faults: Mapping[str, str] | None = None,
    look: Look | None = None,
) -> Response:
    return render_board(
        request, seat, "board/set_up/groups.html", status=422 if faults else 200, place="board_rounds",
        round=the_draft(request), pot=the_pot(request), typed=typed, errors=faults or {}, way=_way(request),
        rows=rows_in(typed), most=MOST_GROUPS, look=look,
    )  # fmt: skip


def _source(voters: KnownVoters) -> str:
    words = {
        "roll": _("The numbers of voters are those of your list of members."),
        "voted": _("So many voted in “%(round)s”."),
        "population": _("So many people live in the area, as you wrote for “%(round)s”."),
    }
    return words[voters.source] % {"round": voters.round_title}


def _way(request: Request) -> str:
    way: str = request.path_params["way"]
    if way not in WAYS:
        raise UnknownRoundError(way)
    return way
