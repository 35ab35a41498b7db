"""The youth panel's pages: what waits for one of its members, and an idea to review or to vote on."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.panel import NothingForPanelError, NotOnPanelError, PanelTextMissingError
from pbvote.domain.phase import Phase
from pbvote.domain.price_text import PriceTextError, parse_price, price_field
from pbvote.domain.review import ReviewWords, Verdict
from pbvote.domain.review_errors import IdeaChangedError, ReviewTakenError
from pbvote.domain.text import tidy
from pbvote.services.member_seat import MemberSeat
from pbvote.services.panel import leave_panel, panel_row
from pbvote.services.panel_review import pass_on, reopen_review, save_panel_review, vote_on_review
from pbvote.services.panel_say import say_on_not_feasible
from pbvote.services.panel_table import PanelPlace, declare_panel_interest
from pbvote.storage.queries.idea_choices import idea_choices
from pbvote.storage.queries.pages import round_view
from pbvote.storage.queries.panel_page import MINE, PanelSheet, panel_items, panel_sheet
from pbvote.storage.queries.review_progress import ReviewSetting, review_setting
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.member_desk import for_member, render_member, takes_member_form
from pbvote.web.page import redirect
from pbvote.web.panel_words import state_words
from pbvote.web.presenters import blocks
from pbvote.web.propose_words import lines_of
from pbvote.web.review_words import verdict_words, who_words

TEXTS = ("reason", "change", "worth")
LONGEST_NUMBER = 6
MINE_AT_ONCE, OTHERS_A_PAGE = 12, 50
"""Nobody is faced with a thousand things to do: the oldest come first, and more follow as they are done."""

CONFLICTS = (IdeaChangedError, ReviewTakenError, NothingForPanelError, PanelTextMissingError)
"""What may have happened since a page was opened: it is drawn anew, with what was typed still there."""


@for_member
def page(request: Request, seat: MemberSeat) -> Response:
    """GET /my/panel/{round}: what waits, what others do, what is done."""
    with request.app.state.office.database.read() as db:
        setting = _setting(request, seat)
        items, present = panel_items(db, setting, seat.member_key), round_view(db, setting.round_id)
    mine = [each for each in items if each.state in MINE]
    others = [each for each in items if each.state not in MINE]
    pages = max(1, -(-len(others) // OTHERS_A_PAGE))
    at = min(max(1, number_in(request.query_params.get("page", "1"))), pages)
    return render_member(
        request, seat, "panel/list.html", round=present, state_words=state_words, mine=mine[:MINE_AT_ONCE],
        more=len(mine) - len(mine[:MINE_AT_ONCE]), page=at, pages=pages,
        others=others[(at - 1) * OTHERS_A_PAGE : at * OTHERS_A_PAGE], done=request.query_params.get("done", ""),
    )  # fmt: skip


@for_member
def idea(request: Request, seat: MemberSeat) -> Response:
    """GET /my/panel/{round}/{number}."""
    return _draw(request, seat, _sheet(request, seat))


@takes_member_form
def take_review(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST /my/panel/{round}/{number}/review: save it, ask the others to vote on it, or let somebody else go on."""
    typed = {name: form.get(name) for name in ("verdict", "cost", *TEXTS)}
    office, place = request.app.state.office, _place(request, seat)
    try:
        if form.has("pass"):
            pass_on(office, place)
            return _to_list(request, "passed")
        words = ReviewWords(typed["verdict"], _cost(typed["cost"]), **{name: tidy(typed[name]) for name in TEXTS})
        save_panel_review(office, place, words, offer=form.has("offer"))
    except PriceTextError as error:
        return _again(request, seat, typed, {"cost": str(error)})
    except AnswersRefusedError as error:
        return _again(request, seat, typed, error.faults)
    except CONFLICTS as error:
        return _again(request, seat, typed, {"panel": str(error)})
    return _to_list(request, "offered" if form.has("offer") else "saved")


@takes_member_form
def take_vote(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST /my/panel/{round}/{number}/vote."""
    choice = form.get("vote")
    if choice not in {"yes", "no"}:
        return _again(request, seat, {}, {"vote": _("Choose one of the two.")})
    try:
        version = number_in(form.get("version"))
        signed = vote_on_review(request.app.state.office, _place(request, seat), version, agrees=choice == "yes")
    except CONFLICTS as error:
        return _again(request, seat, {"vote": choice}, {"panel": str(error)})
    return _to_list(request, "signed" if signed else "voted")


@takes_member_form
def take_say(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST /my/panel/{round}/{number}/say: agree with a “not feasible” of others, or not, and why."""
    typed = {"say": form.get("say"), "why": form.get("why")}
    if typed["say"] not in {"yes", "no"}:
        return _again(request, seat, typed, {"say": _("Choose one of the two.")})
    try:
        place, agrees = _place(request, seat), typed["say"] == "yes"
        said = say_on_not_feasible(request.app.state.office, place, tidy(typed["why"]), agrees=agrees)
    except AnswersRefusedError as error:
        return _again(request, seat, typed, {"why": error.faults["reason"]})
    except CONFLICTS as error:
        return _again(request, seat, typed, {"panel": str(error)})
    return _to_list(request, "voted" if said is None else "said")


@takes_member_form
def take_interest(request: Request, seat: MemberSeat, _form: Form) -> Response:
    """POST /my/panel/{round}/{number}/interest."""
    declare_panel_interest(request.app.state.office, _place(request, seat))
    return _to_list(request, "out")


@takes_member_form
def take_reopen(request: Request, seat: MemberSeat, _form: Form) -> Response:
    """POST /my/panel/{round}/{number}/reopen: a signed review is written anew, for a new vote."""
    place = _place(request, seat)
    try:
        reopen_review(request.app.state.office, place)
    except CONFLICTS as error:
        return _again(request, seat, {}, {"panel": str(error)})
    return redirect(request, "panel_idea", "#review", round=place.round_id, number=str(place.number))


@takes_member_form
def take_leave(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST /my/panel/{round}/leave; without the tick on it nothing happens."""
    if not form.get("sure"):
        return _to_list(request, "stay")
    leave_panel(request.app.state.office, seat, request.path_params["round"])
    return redirect(request, "my_page")


def to_idea(request: Request) -> Response:
    """GET of an address that only takes a form."""
    return redirect(
        request, "panel_idea", round=request.path_params["round"], number=str(request.path_params["number"])
    )


def to_list(request: Request) -> Response:
    """The same of the one for the whole panel."""
    return redirect(request, "panel", round=request.path_params["round"])


def number_in(typed: str) -> int:
    """A number that came back from one of our own pages; 0 for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER else 0


def _cost(typed: str) -> int | None:
    return parse_price(typed) if typed else None


def _place(request: Request, seat: MemberSeat) -> PanelPlace:
    return PanelPlace(seat, request.path_params["round"], request.path_params["number"])


def _setting(request: Request, seat: MemberSeat) -> ReviewSetting:
    """How the round reviews, for a member of its panel; raises NotOnPanelError for everybody else."""
    with request.app.state.office.database.read() as db:
        panel_row(db, request.path_params["round"], seat.member_key)
        setting = review_setting(db, request.path_params["round"])
    if setting is None:
        raise NotOnPanelError
    return setting


def _sheet(request: Request, seat: MemberSeat) -> PanelSheet:
    setting = _setting(request, seat)
    with request.app.state.office.database.read() as db:
        sheet = panel_sheet(db, setting, seat.member_key, request.path_params["number"])
    if sheet is None:
        raise HTTPException(404)
    return sheet


def _again(request: Request, seat: MemberSeat, typed: Mapping[str, str], errors: Mapping[str, str]) -> Response:
    """The page once more, with what was typed and what stops it."""
    return _draw(request, seat, _sheet(request, seat), typed, errors)


def _draw(
    request: Request,
    seat: MemberSeat,
    sheet: PanelSheet,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Response:
    round_id = request.path_params["round"]
    with request.app.state.office.database.read() as db:
        present, choices = round_view(db, round_id), idea_choices(db, round_id)
        setting = review_setting(db, round_id)
    return render_member(
        request, seat, "panel/idea.html", status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        round=present, sheet=sheet, lines=lines_of(sheet.words, choices), errors=errors or {},
        typed={**_kept(sheet), **(typed or {})}, tag=state_words(sheet.state), blocks=blocks,
        who_words=who_words, round_reviews=setting is not None and setting.phase == Phase.REVIEW,
        verdict_words=verdict_words, verdicts=[(each.value, verdict_words(each), "") for each in Verdict],
    )  # fmt: skip


def _kept(sheet: PanelSheet) -> dict[str, str]:
    words = sheet.kept
    cost = price_field(words.cost) if words.cost is not None else ""
    say = {} if sheet.say is None else {"why": sheet.say.reason, "say": _yes_no(sheet.say.own)}
    return {
        "verdict": words.verdict, "cost": cost, "vote": _yes_no(sheet.own), "why": "", "say": "", **say,
        **{name: getattr(words, name) for name in TEXTS},
    }  # fmt: skip


def _yes_no(vote: bool | None) -> str:  # noqa: FBT001 - as it is kept
    return "" if vote is None else "yes" if vote else "no"


def _to_list(request: Request, done: str) -> Response:
    return redirect(request, "panel", f"?done={done}", round=request.path_params["round"])
