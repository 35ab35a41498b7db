"""A village whose round asks its members for ideas, and those who take part in it before their browsers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pytest_playwright.pytest_playwright import CreateContextCallback

from e2e.conftest import Village, serve_world
from e2e.installation import Card
from e2e.voter import PHONE, Voter
from pbvote.domain.phase import Phase
from pbvote.services.print_codes import Printing
from tests.factories import ROUND, member
from tests.idea_world import BEGINS, idea_world

PEOPLE = 12
IDEAS = f"/rounds/{ROUND}/ideas"


@dataclass(frozen=True, slots=True)
class IdeaVillage:
    """The village; members with even numbers are 14 years old, and officers, a clerk and a reviewer can sign in."""

    village: Village

    def member(self, number: int, path: str, *, script: bool, width: int = PHONE) -> Voter:
        """Member `number`, signed in to take part with the card of the round's letter, on the way to a page."""
        world = self.village.world
        key = world.members[number]
        assert world.codes is not None
        card = Card(key, world.codes[key], member(number).born)
        seat = self.village.seats.take(width, script=script, card=card)
        seat.open(f"/members/sign-in?return={path}")
        seat.page.locator("[name=code]").fill(card.code)
        seat.page.locator("[name=born-day]").fill(str(card.born.day))
        seat.page.locator("[name=born-month]").fill(str(card.born.month))
        seat.press("Sign in")
        seat.page.wait_for_url(f"**{path}")
        return seat

    def until(self, phase: Phase) -> None:
        """Let the date of a phase come."""
        self.village.world.at(BEGINS[phase] + timedelta(minutes=5))


def asking_village(tmp_path: Path, new_context: CreateContextCallback) -> Iterator[IdeaVillage]:
    """In the days of its questions, when codes are printed and nobody has asked anything."""
    world = idea_world(tmp_path, f"sqlite:///{tmp_path / 'pbvote.db'}", PEOPLE, Phase.QUESTIONS, moderation="before")
    world.enrol()
    link = world.agree_on_staff("appoint", kind="reviewer", name="Tola Okonkwo", area="council")
    world.join("reviewer-1", link)
    printing = world.agree("print codes")
    assert isinstance(printing, Printing)
    world.codes = dict(printing.codes)
    for village in serve_world(world, new_context):
        yield IdeaVillage(village)
