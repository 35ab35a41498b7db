"""One voter in one pot: what the pages from the first choice to the cast read."""

from dataclasses import dataclass

from starlette.requests import Request

from pbvote.domain.errors import NotEligibleError
from pbvote.domain.round import Schedule, require_open
from pbvote.services.keep_draft import Draft, read_draft
from pbvote.services.seat import Seat
from pbvote.storage.queries.pages import PotView, ProjectView, RoundView, projects, round_view
from pbvote.web.sessions import seat_of


@dataclass(frozen=True, slots=True)
class Booth:
    """What stands around a voter; `draft` was opened for this one request."""

    seat: Seat
    round: RoundView
    pot: PotView
    projects: tuple[ProjectView, ...]
    draft: Draft

    @property
    def on_offer(self) -> tuple[ProjectView, ...]:
        """The projects that can still win."""
        return tuple(project for project in self.projects if not project.withdrawn)

    @property
    def chosen(self) -> list[ProjectView]:
        """The chosen ones of them, in the voter's order: what is shown, and so what is cast."""
        known = {project.id: project for project in self.on_offer}
        return [known[choice] for choice in self.draft.choices if choice in known]


def booth_of(request: Request) -> Booth:
    """Whoever is signed in, in the pot of the address. Raises SessionEndedError, NotEligibleError."""
    seat, pot_id = seat_of(request), request.path_params["pot"]
    with request.app.state.office.database.read() as db:
        present = round_view(db, seat.round_id)
        pot = next((each for each in present.pots if each.id == pot_id), None)
        if pot is None:
            raise NotEligibleError
        listed = projects(db, seat.round_id, pot_id)
    return Booth(seat, present, pot, listed, read_draft(request.app.state.office, seat, pot_id))


def open_booth_of(request: Request) -> Booth:
    """The same for a page that leads to casting or changing: raises RoundNotOpenError when neither is possible now."""
    booth = booth_of(request)
    require_open_round(request, booth)
    return booth


def require_open_round(request: Request, booth: Booth) -> None:
    """Raise RoundNotOpenError unless a vote could be cast now: no form may promise what its button will refuse."""
    present = booth.round
    with request.app.state.office.database.read() as db:
        now = request.app.state.office.clock.now(db)
    schedule = Schedule(present.opens_at, present.closes_at, present.latest_close, present.zone)
    require_open(present.state, schedule, now)
