"""Holding the demo's rounds: through the services that every round goes through, with a shifted clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from pbvote.domain.plan import RoundPlan
from pbvote.domain.round import Schedule
from pbvote.services.act_list import Done
from pbvote.services.cast_ballot import CastBallot, cast_ballot
from pbvote.services.demo.content import DemoRound
from pbvote.services.demo.people import InventedMember, invent_ranking
from pbvote.services.enrol_members import NewMember, enrol_members
from pbvote.services.office import Office
from pbvote.services.plan_round import plan_round
from pbvote.services.print_codes import Printing
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.services.seat import Seat
from pbvote.services.tick import tick
from pbvote.services.withdraw_ballot import withdraw_ballot

ZONE = ZoneInfo("Europe/London")
SEED = 2026
"""Of everything that is invented: the same demo on every machine."""

PREPARATION = timedelta(days=12)
"""A round is approved, frozen and printed so long before it opens."""

RULES_TEXT = """Everybody who votes has an equal share of the money in the pot.

A project is funded when the people who want it can pay its cost together. They pay as evenly as they can. First we
look at first choices, then at first and second choices, and so on.

Much of the pot would stay unspent that way. So the count runs again with a little more voting money for everyone. It
stops before the funded projects would cost more than the pot. What is left goes to the projects with most points
that still fit.

If two projects are exactly level, a public draw decides. The draw is made after voting has closed and before the count.
"""


@dataclass(slots=True)
class HeldRound:
    """A round of the demo while it is held: its members' keys in the order of the people, and the printing."""

    office: Office
    demo: DemoRound
    people: Sequence[InventedMember]
    plan: RoundPlan
    keys: tuple[str, ...] = ()
    printing: Printing | None = None

    def agree(self, act: str, **arguments: str) -> Done:
        """Two officers, taking turns."""
        number = prepare_act(self.office, "officer-2", self.plan.id, act, **arguments)
        return confirm_act(self.office, "officer-1", number)

    def move(self, moment: datetime) -> None:
        """Let it be `moment`, and do what is due."""
        with self.office.database.read() as db:
            self.office.clock.move_to(moment, db)
        tick(self.office)


def prepare_round(
    office: Office, demo: DemoRound, people: Sequence[InventedMember], now: datetime, keys: Sequence[str] = ()
) -> HeldRound:
    """Plan, approve, enrol, freeze, print, seal and open a round, as many days before `now` as the content says.

    `keys`: those of the same people from an earlier round.
    """
    held = HeldRound(office, demo, people, plan_of(demo, now))
    held.move(held.plan.schedule.opens_at - PREPARATION)
    plan_round(office, held.plan)
    held.agree("approve the schedule")
    known: list[str | None] = list(keys) if keys else [None for _ in people]
    members = [NewMember(each.name, each.born, each.ward, key=key) for each, key in zip(people, known, strict=True)]
    held.keys = enrol_members(office, held.plan.id, members)
    held.agree("freeze")
    printing = held.agree("print codes")
    held.printing = printing if isinstance(printing, Printing) else None
    held.agree("seal the roll")
    held.move(held.plan.schedule.opens_at)
    return held


def plan_of(demo: DemoRound, now: datetime) -> RoundPlan:
    """The plan of a round whose days count from `now`: from nine in the morning to five in the afternoon."""
    today = now.astimezone(ZONE).date()
    opens_at = datetime.combine(today - timedelta(days=demo.opened_days_ago), time(9), ZONE)
    closes_at = datetime.combine(today + timedelta(days=demo.closes_in_days), time(17), ZONE)
    schedule = Schedule(opens_at, closes_at, closes_at + timedelta(days=7), ZONE.key)
    pots = tuple(pot.set_up() for pot in demo.pots)
    return RoundPlan(demo.slug, demo.title, demo.introduction, schedule, pots, RULES_TEXT)


def vote(held: HeldRound, turnout: int, until: datetime) -> int:
    """Let `turnout` of 100 people vote over the days from the opening to `until`; how many casts that were.

    Each morning the jobs run; one in twenty changes the vote on the same day, one in sixty takes one back.
    """
    draw = Random(f"{SEED} {held.plan.id}")  # noqa: S311 - invented people, nothing secret
    voters = [number for number in range(len(held.people)) if draw.randrange(100) < turnout]
    draw.shuffle(voters)
    mornings = _mornings(held.plan.schedule.opens_at, until)
    casts = 0
    for day, morning in enumerate(mornings):
        held.move(morning)
        held.move(min(morning + timedelta(hours=5), until))
        today = voters[len(voters) * day // len(mornings) : len(voters) * (day + 1) // len(mornings)]
        casts += sum(_vote_as(held, number) for number in today)
    return casts


def _mornings(opens_at: datetime, until: datetime) -> list[datetime]:
    """A minute past six on each day after the opening and before `until`."""
    first = opens_at.astimezone(ZONE).replace(hour=6, minute=1) + timedelta(days=1)
    days = max(1, (until - first).days + 1)
    return [morning for morning in (first + timedelta(days=day) for day in range(days)) if morning < until] or [until]


def _vote_as(held: HeldRound, number: int) -> int:
    """The votes of one person in all their pots; how many casts."""
    casts = 0
    person, seat = held.people[number], Seat(held.plan.id, held.keys[number])
    for pot, plan in zip(held.demo.pots, held.plan.pots, strict=True):
        if not plan.electorate.admits(person.born, person.ward):
            continue
        ranking = invent_ranking(SEED, person, pot.projects, pot.max_ranks)
        if number % 20 == 0:
            casts += _cast(held, seat, pot.id, ranking[:1], "first")
        if number % 60 == 7:  # noqa: PLR2004 - one in sixty
            casts += _cast(held, seat, pot.id, ranking[:2], "taken back")
            withdraw_ballot(held.office, seat, pot.id)
        casts += _cast(held, seat, pot.id, ranking, "vote")
    return casts


def _cast(held: HeldRound, seat: Seat, pot_id: str, ranking: tuple[str, ...], key: str) -> int:
    cast_ballot(held.office, seat, CastBallot(pot_id, ranking, f"{key} {seat.member_key}"))
    return 1
