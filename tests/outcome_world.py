"""Rounds on their way to the ballot: one whose youth panel sits, one whose reviews are published.

Ideas are those of tests/review_world.py. The panel is members 0, 2, 4 and 6; member 0 wrote idea 3, so three judge it.
"""

from datetime import timedelta
from pathlib import Path

from pbvote.domain.outcome import OutcomeWords
from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Outcome
from pbvote.domain.review import ReviewWords
from pbvote.services.decide_outcome import decide_outcome, decide_too_few
from pbvote.services.panel import appoint_to_panel
from pbvote.services.panel_review import save_panel_review, vote_on_review
from pbvote.services.panel_table import PanelPlace
from pbvote.storage.tables import PhasesRow
from tests.factories import ROUND, World, kept_or_built
from tests.idea_world import BEGINS, seat_of
from tests.review_world import FEASIBLE, review_world, sign

PANEL = (0, 2, 4, 6)
NOT_FEASIBLE = ReviewWords("not-feasible", None, "", "", "The ground floods every winter.")
OURS = ReviewWords("feasible", 300_000, "", "Many of us ride.", "We need it. Bikes break all the time.")
BALLOT = OutcomeWords(
    Outcome.ON_BALLOT,
    "It can be done, and many want it.",
    "Bike repair shed",
    "Mend your bike.",
    330_000,
    "Bikes",
    "Millgate",
)


def panel_world(data: Path, database_url: str) -> World:
    """A round that reviews its ideas, with a youth panel of four."""
    return kept_or_built("panel", _build_panel, data, database_url)


def listed_world(data: Path, database_url: str) -> World:
    """The same with its reviews public: ideas 1 and 2 can be done, the council says that idea 3 cannot."""
    return kept_or_built("listed", _build_listed, data, database_url)


def place_of(world: World, number: int, idea: int = 3) -> PanelPlace:
    """Member `number` at the panel's table before an idea."""
    return PanelPlace(seat_of(world, number), ROUND, idea)


def sign_ours(world: World, words: ReviewWords = OURS) -> None:
    """Member 2 writes the panel's review of idea 3, members 4 and 6 sign it."""
    save_panel_review(world.office, place_of(world, 2), words, offer=True)
    for number in (4, 6):
        vote_on_review(world.office, place_of(world, number), 1, agrees=True)


def decide_all(world: World) -> None:
    """Idea 3 goes on the ballot, 1 is not chosen, 2 is not feasible, 4 had too few supporters."""
    decide_outcome(world.office, "officer-1", ROUND, 3, BALLOT)
    decide_outcome(world.office, "clerk-1", ROUND, 1, OutcomeWords(Outcome.NOT_CHOSEN, "Two gardens are enough."))
    decide_outcome(world.office, "officer-2", ROUND, 2, OutcomeWords(Outcome.NOT_FEASIBLE, "The path is private."))
    decide_too_few(world.office, "clerk-1", ROUND, "Fewer than two members supported it.")


def list_now(world: World) -> None:
    """Let the reviews be public and the list be put together, a week after the reviews were ready."""
    world.move(BEGINS[Phase.REVIEW] + timedelta(days=9))
    with world.office.database.write() as uow:
        phases = uow.db.get_one(PhasesRow, ROUND)
        phases.phase, phases.published_at = Phase.LIST.value, world.office.clock.now(uow.db)
        uow.commit()


def _build_panel(data: Path, database_url: str) -> World:
    world = review_world(data, database_url)
    for number in PANEL:
        appoint_to_panel(world.office, "officer-1", ROUND, world.members[number])
    return world


def _build_listed(data: Path, database_url: str) -> World:
    world = panel_world(data, database_url)
    world.agree_on_staff("appoint", kind="clerk", name="Sam Adeyemi")
    for idea in (1, 2, 3):
        sign(world, "reviewer-2", idea)
        sign(world, "reviewer-1", idea, NOT_FEASIBLE if idea == 3 else FEASIBLE)
    sign_ours(world)
    list_now(world)
    return world
