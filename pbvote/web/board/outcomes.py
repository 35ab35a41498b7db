"""All ideas of a round for officers and clerks: verdicts, figures, supporters, and what is to become of each."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Outcome
from pbvote.domain.staff import CLERK, OFFICER
from pbvote.domain.text import tidy
from pbvote.services.decide_outcome import decide_too_few, has_too_few
from pbvote.services.phases import phases_row
from pbvote.services.put_list import missing_of, open_offers
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.outcomes import IdeaLine, idea_lines
from pbvote.storage.queries.pages import round_view
from pbvote.storage.tables import PhasesRow
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.outcome_words import area_figures, line_tag
from pbvote.web.page import redirect
from pbvote.web.panel import number_in

PAGE = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the list is shown: `what` is one of FILTERS, `pot` the id of a pot, `words` of the title or a number."""

    what: str
    pot: str
    words: str
    page: int

    def fits(self, line: IdeaLine, support: int) -> bool:
        """Whether an idea is on the narrowed list."""
        kept = FILTERS.get(self.what)
        words = self.words.casefold()
        return (
            (kept is None or kept(line, support))
            and (not self.pot or line.pot_id == self.pot)
            and (not words or words in line.title.casefold() or words == str(line.number))
        )


FILTERS: Mapping[str, Callable[[IdeaLine, int], bool]] = {
    "undecided": lambda line, _support: line.is_undecided,
    "unread": lambda line, _support: line.stage == "waiting",
    "few": has_too_few,
    "feasible": lambda line, _support: line.worst == "feasible",
    "if-changed": lambda line, _support: line.worst == "if-changed",
    "not-feasible": lambda line, _support: line.worst == "not-feasible",
    "ballot": lambda line, _support: line.outcome == Outcome.ON_BALLOT,
    "decided": lambda line, _support: bool(line.outcome) and line.outcome != Outcome.ON_BALLOT,
}
"""What the list can be narrowed to."""


@for_staff(OFFICER, CLERK)
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/ideas."""
    return _draw(request, seat, {"reason": ""}, {})


@takes_staff_form(OFFICER, CLERK, keeps=True)
def take_too_few(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST to the same: one reason for every idea with too few supporters."""
    round_id = request.path_params["round"]
    try:
        decide_too_few(request.app.state.office, seat.role, round_id, tidy(form.get("reason")))
    except AnswersRefusedError as error:
        return _draw(request, seat, {"reason": form.get("reason")}, error.faults)
    return redirect(request, "board_ideas", "?done=few", round=round_id)


def _draw(request: Request, seat: StaffSeat, typed: Mapping[str, str], errors: Mapping[str, str]) -> Response:
    round_id, wanted = request.path_params["round"], _filter(request.query_params)
    with request.app.state.office.database.read() as db:
        phases, present = phases_row(db, round_id), round_view(db, round_id)
        lines, offers = idea_lines(db, round_id), open_offers(db, round_id)
    fitting = [line for line in lines if wanted.fits(line, phases.support)]
    pages = max(1, -(-len(fitting) // PAGE))
    at = min(wanted.page, pages)
    return render_board(
        request, seat, "board/outcomes/list.html", place="board_rounds", round=present, phases=phases,
        lines=fitting[(at - 1) * PAGE : at * PAGE], fitting=len(fitting), page=at, pages=pages, wanted=wanted,
        counts=_counts(lines), few=sum(has_too_few(line, phases.support) for line in lines),
        missing=missing_of(lines, offers) if _is_listing(phases) else (), listing=_is_listing(phases),
        tag=line_tag, figures=area_figures, pots={pot.id: pot.title for pot in present.pots}, choices=_choices(),
        typed=typed, errors=errors, status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        turn=_turner(wanted), done=request.query_params.get("done", ""),
    )  # fmt: skip


def _is_listing(phases: PhasesRow) -> bool:
    return phases.phase == Phase.LIST and phases.listed_at is None


def _filter(query: QueryParams) -> Filter:
    words = "".join(each for each in query.get("words", "")[:80] if each.isprintable()).strip()
    return Filter(query.get("what", ""), query.get("pot", ""), words, max(1, number_in(query.get("page", "1"))))


def _turner(wanted: Filter) -> Callable[[int], Mapping[str, str]]:
    """The query of another page of the same list."""
    kept = {"what": wanted.what, "pot": wanted.pot, "words": wanted.words}
    return lambda page: {**{name: value for name, value in kept.items() if value}, "page": str(page)}


def _counts(lines: Sequence[IdeaLine]) -> tuple[tuple[str, int], ...]:
    """How far the list is, in numbers."""
    outcomes = Counter(line.outcome for line in lines)
    said = (
        (_("Ideas that were sent"), len(lines)),
        (_("Still to decide"), sum(line.is_undecided or line.stage == "waiting" for line in lines)),
        (_("For the ballot"), outcomes[Outcome.ON_BALLOT]),
        (_("Not for the ballot"), sum(outcomes.values()) - outcomes[Outcome.ON_BALLOT] - outcomes[""]),
    )
    return tuple(said)


def _choices() -> tuple[tuple[str, str], ...]:
    return (
        ("", _("All ideas")),
        ("undecided", _("Still to decide")),
        ("unread", _("Not read yet")),
        ("few", _("Too few supporters")),
        ("feasible", _("Can be done")),
        ("if-changed", _("Can be done if changed")),
        ("not-feasible", _("Somebody said: cannot be done")),
        ("ballot", _("For the ballot")),
        ("decided", _("Decided, not for the ballot")),
    )
