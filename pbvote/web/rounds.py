"""One round on one page: its dates, its pots, who answers for it, what was fixed, and its files."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import UnknownRoundError
from pbvote.domain.round import RoundState
from pbvote.services.show_frozen import frozen_projects, frozen_round
from pbvote.storage.queries.pages import RoundView, round_view, rounds
from pbvote.storage.queries.public_log import LogLine, entries_of
from pbvote.web.language import _
from pbvote.web.log import names_of
from pbvote.web.log_words import what_words, who_words
from pbvote.web.page import render
from pbvote.web.phase_words import days_of, phase_state, stones_of
from pbvote.web.presenters import blocks

LETTERS = 8
"""A fingerprint is read in groups of so many signs."""

STEPS = (
    "phases.approved",
    "phase.moved",
    "questions.chosen",
    "ideas.submitted",
    "reviews.published",
    "outcomes.decided",
    "round.created",
    "round.amended",
    "projects.frozen",
    "roll.sealed",
)
ACTS = ("round.extended", "round.suspended", "round.resumed", "round.cancelled", "round.closed", "result.published")
FOR_EVER = "public, max-age=3600"


@dataclass(frozen=True, slots=True)
class LoggedAct:
    """Something that the log says about the round, with the number of its line."""

    index: int
    what: str
    who: str


def page(request: Request) -> Response:
    """GET /rounds/{round}: 404 until two officers have approved its plan."""
    with request.app.state.office.database.read() as db:
        present = public_round(round_view(db, request.path_params["round"]))
        found = entries_of(db, present.id, *STEPS, *ACTS)
        names = names_of(db, rounds(db))
    phases = present.phases
    in_phases = phases if present.state is RoundState.DRAFT else None
    acts = tuple(LoggedAct(each.index, what_words(each.entry, names), who_words(each.entry, names)) for each in found)
    return render(
        request, "rounds/round.html", round=present, acts=acts, phases=phases, in_phases=in_phases,
        state=phase_state(in_phases.phase) if in_phases else state_words(present.state),
        stones=stones_of(present, in_phases) if in_phases else (), phase_days=days_of(phases) if phases else (),
        frozen=_last(found, "projects.frozen"), groups=_groups(present.frozen), rules=blocks(present.rules_text),
    )  # fmt: skip


def frozen_file(request: Request) -> Response:
    """GET /rounds/{round}/frozen.json."""
    return _file(frozen_round(request.app.state.office, request.path_params["round"]))


def projects_file(request: Request) -> Response:
    """GET /rounds/{round}/{pot}/projects.json."""
    parts = request.path_params
    return _file(frozen_projects(request.app.state.office, parts["round"], parts["pot"]))


def public_round(present: RoundView) -> RoundView:
    """The round, if the public may know of it; raises UnknownRoundError while it is a draft that asks for no ideas."""
    if not is_public(present):
        raise UnknownRoundError(present.id)
    return present


def is_public(present: RoundView) -> bool:
    """Whether the public may know of a round: no draft, unless its phases were approved and members take part."""
    return present.state is not RoundState.DRAFT or present.phases is not None


def state_words(state: RoundState) -> str:
    """Where a round is, in a few words."""
    words = {
        RoundState.OPEN: _("Voting is open"),
        RoundState.SUSPENDED: _("Voting is paused"),
        RoundState.PUBLISHED: _("The result is in"),
        RoundState.CANCELLED: _("This round was called off"),
    }
    before = state in {RoundState.DRAFT, RoundState.FROZEN, RoundState.SEALED}
    return words.get(state) or (_("Voting has not opened yet") if before else _("We are counting"))


def _last(found: tuple[LogLine, ...], kind: str) -> LogLine | None:
    return next((each for each in reversed(found) if each.kind == kind), None)


def _groups(digest: str | None) -> tuple[str, ...]:
    return tuple((digest or "")[start : start + LETTERS] for start in range(0, len(digest or ""), LETTERS))


def _file(content: bytes) -> Response:
    return Response(content, media_type="application/json", headers={"cache-control": FOR_EVER})
