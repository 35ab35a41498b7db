"""A draft that is ready to be approved, for tests of what changes it."""

from datetime import date

from pbvote.domain.draft import ProjectWords
from pbvote.domain.pot import Electorate, Tier
from pbvote.domain.round import Schedule
from pbvote.services.draft_pot import PotCount, add_pot, change_count, change_electorate, change_openness
from pbvote.services.draft_project import add_project
from pbvote.services.draft_round import allow_changes, change_dates, change_rules_text
from pbvote.services.drafting import PotOfDraft
from pbvote.services.start_round import start_round
from tests.factories import CLOSES, OPENS, World

CLERK = "officer-3"
SHED = ProjectWords("Bike repair shed", "Mend your bike.", 900_000)
ROOM = ProjectWords("Quiet room", "A calm room.", 620_000)
DATES = Schedule(OPENS, CLOSES, CLOSES, "Europe/London")


def ready_draft(world: World) -> PotOfDraft:
    """A round with one pot of two projects, every question answered."""
    office = world.office
    round_id = start_round(office, CLERK, "Autumn 2027")
    pot = PotOfDraft(CLERK, round_id, add_pot(office, CLERK, round_id, "Youth pot", 2_000_000))
    change_dates(office, CLERK, round_id, DATES)
    allow_changes(office, CLERK, round_id, allowed=True)
    change_electorate(office, pot, Electorate(11, 19, date(2027, 3, 1)))
    change_count(office, pot, PotCount("ranked-equal-shares", "add1u", 3))
    change_openness(office, pot, Tier.T1)
    for words in (SHED, ROOM):
        add_project(office, pot, words)
    change_rules_text(office, CLERK, round_id, "")
    return pot
