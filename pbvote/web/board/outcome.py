"""One idea for officers and clerks: all that is known of it, and the form that says what becomes of it."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.outcome import OutcomeSettledError, OutcomeWords, PanelNotAskedError, PanelReasonHiddenError
from pbvote.domain.panel import NothingForPanelError
from pbvote.domain.phase import Phase
from pbvote.domain.price_text import PriceTextError, parse_price, price_field
from pbvote.domain.proposal import Outcome
from pbvote.domain.staff import CLERK, OFFICER, NotYourTaskError
from pbvote.domain.text import tidy
from pbvote.services.decide_outcome import decide_outcome, has_too_few
from pbvote.services.panel_say import show_panel_reason
from pbvote.services.phases import phases_row
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.idea_choices import idea_choices
from pbvote.storage.queries.outcomes import TO_DECIDE, IdeaLine, idea_lines
from pbvote.storage.queries.pages import round_view
from pbvote.storage.queries.panel import panel_keys, youth_pots
from pbvote.storage.queries.review_sheet import version_words
from pbvote.storage.queries.reviews import public_reviews
from pbvote.storage.tables import DecisionRow
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.outcome_words import area_figures, line_tag, meant_words
from pbvote.web.page import redirect
from pbvote.web.propose_words import lines_of
from pbvote.web.review_words import review_cards

FIELDS = ("outcome", "reason", "title", "summary", "cost", "theme", "ward")
CONFLICTS = (OutcomeSettledError, PanelNotAskedError, PanelReasonHiddenError, NotYourTaskError)


@for_staff(OFFICER, CLERK)
def idea(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/ideas/{number}."""
    return _draw(request, seat, {}, {})


@takes_staff_form(OFFICER, CLERK, keeps=True)
def take_outcome(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST to the same."""
    typed = {name: form.get(name) for name in FIELDS}
    round_id, number = request.path_params["round"], request.path_params["number"]
    try:
        decide_outcome(request.app.state.office, seat.role, round_id, number, _read(typed))
    except PriceTextError as error:
        return _draw(request, seat, typed, {"cost": str(error)})
    except AnswersRefusedError as error:
        return _draw(request, seat, typed, error.faults)
    except CONFLICTS as error:
        return _draw(request, seat, typed, {"outcome": _officer_only(error)})
    return redirect(request, "board_ideas", f"?done={number}&what=undecided", round=round_id)


@takes_staff_form(OFFICER, CLERK)
def take_show(request: Request, seat: StaffSeat, _form: Form) -> Response:
    """POST /board/rounds/{round}/ideas/{number}/panel: everybody can read why the panel disagrees."""
    round_id, number = request.path_params["round"], request.path_params["number"]
    try:
        show_panel_reason(request.app.state.office, seat.role, round_id, number)
    except NothingForPanelError:
        return _draw(request, seat, {}, {"outcome": _("The panel’s reason cannot be shown before the reviews are.")})
    return redirect(request, "board_idea", "#panel", round=round_id, number=str(number))


def to_idea(request: Request) -> Response:
    """GET of an address that only takes a form."""
    parts = request.path_params
    return redirect(request, "board_idea", round=parts["round"], number=str(parts["number"]))


def _officer_only(error: Exception) -> str:
    if isinstance(error, NotYourTaskError):
        return _("The panel has not agreed, so an officer must decide this.")
    return str(error)


def _read(typed: Mapping[str, str]) -> OutcomeWords:
    """What was typed; the words of the ballot count only for an idea that goes on it. Raises PriceTextError."""
    if typed["outcome"] != Outcome.ON_BALLOT:
        return OutcomeWords(typed["outcome"], tidy(typed["reason"]))
    texts = {name: tidy(typed[name]) for name in ("title", "summary", "theme", "ward")}
    cost = parse_price(typed["cost"]) if typed["cost"] else 0
    return OutcomeWords(typed["outcome"], tidy(typed["reason"]), cost=cost, **texts)


def _draw(request: Request, seat: StaffSeat, typed: Mapping[str, str], errors: Mapping[str, str]) -> Response:
    round_id = request.path_params["round"]
    with request.app.state.office.database.read() as db:
        phases, present = phases_row(db, round_id), round_view(db, round_id)
        line = next(iter(idea_lines(db, round_id, min(request.path_params["number"], 2**31 - 1))), None)
        if line is None:
            raise HTTPException(404)
        words, choices = version_words(db, line.id, line.version), idea_choices(db, round_id)
        decision, reviews = db.get(DecisionRow, line.id), public_reviews(db, line.id)
        for_young, has_panel = line.pot_id in youth_pots(db, round_id), bool(panel_keys(db, round_id))
    is_open = phases.phase == Phase.LIST and phases.listed_at is None and line.stage in TO_DECIDE
    return render_board(
        request, seat, "board/outcomes/idea.html", place="board_rounds", round=present, line=line, phases=phases,
        lines=lines_of(words, choices), tag=line_tag(line), figures=area_figures(line), open=is_open,
        reviews=review_cards(reviews), for_young=for_young, has_panel=has_panel, errors=errors,
        typed={**_before(line, decision, has_too_few(line, phases.support)), **typed},
        outcomes=_choices(), words=words,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
    )  # fmt: skip


def _before(line: IdeaLine, kept: DecisionRow | None, few: bool) -> dict[str, str]:  # noqa: FBT001 - has_too_few of it
    """What stands in the form: what was decided, else what is proposed; a figure of a reviewer before the authors'."""
    figures = [each.cost for each in line.verdicts if each.cost is not None]
    proposed = {
        "outcome": Outcome.TOO_FEW_SUPPORTERS.value if few else "", "reason": "", "title": line.title, "summary": "",
        "cost": price_field(figures[0] if figures else line.cost), "theme": line.theme, "ward": line.ward,
    }  # fmt: skip
    if kept is None or not kept.outcome:
        return proposed
    said = {"outcome": kept.outcome, "reason": kept.reason}
    if kept.outcome == Outcome.ON_BALLOT:
        said |= {name: getattr(kept, name) for name in ("title", "summary", "theme", "ward")}
        said["cost"] = price_field(kept.cost)
    return {**proposed, **said}


def _choices() -> tuple[tuple[str, str, str], ...]:
    hints = {
        Outcome.ON_BALLOT: _("It becomes a project that people vote on."),
        Outcome.NOT_FEASIBLE: _("The reviews say that it cannot be done."),
        Outcome.NOT_CHOSEN: _("It could be done, and there is a reason why it is not on the ballot."),
        Outcome.TOO_FEW_SUPPORTERS: _("It was not reviewed."),
    }
    return tuple((each.value, meant_words(each), hint) for each, hint in hints.items())
