"""How long the pages and acts of a review take in a large round; `python -m benchmarks.ideas` measures them as well."""

import time
from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlalchemy import insert, select

from pbvote.domain.phase import Phase
from pbvote.services.panel import appoint_to_panel
from pbvote.services.print_codes import Printing
from pbvote.services.publish_reviews import publish_reviews
from pbvote.storage.tables import (
    AccountRow,
    AnswerRow,
    DecisionRow,
    PotRow,
    ProposalRow,
    ReviewRow,
    SupportRow,
)
from tests.factories import ROUND, World
from tests.idea_world import BEGINS
from tests.web.member import MemberVisitor
from tests.web.staff import StaffVisitor

Ask = Callable[[StaffVisitor | MemberVisitor, str], None]

BOARD = f"/board/rounds/{ROUND}"
PANEL_MEMBERS = (0, 2, 4)
ON_BALLOT_EACH = 40
"""One idea in so many goes on the ballot."""


def begin_review(world: World) -> Mapping[str, StaffVisitor | MemberVisitor]:
    """Every idea has the members behind it that it needs; somebody of each kind sits before a browser."""
    with world.office.database.write() as uow:
        since = BEGINS[Phase.IDEAS].date()
        there = {tuple(each) for each in uow.db.execute(select(SupportRow.proposal_id, SupportRow.member_key))}
        wanted = [
            {"proposal_id": idea, "member_key": world.members[place], "since": since}
            for idea in uow.db.scalars(select(ProposalRow.id))
            for place in (1, 3)
            if (idea, world.members[place]) not in there
        ]
        uow.db.execute(insert(SupportRow), wanted)
        uow.commit()
    link = world.agree_on_staff("appoint", kind="reviewer", name="Tola Okonkwo", area="council")
    world.join("reviewer-1", link)
    printing = world.agree("print codes")
    assert isinstance(printing, Printing)  # noqa: S101 - what this act returns
    world.codes = dict(printing.codes)
    world.at(BEGINS[Phase.REVIEW] + timedelta(hours=1))
    for place in PANEL_MEMBERS:
        appoint_to_panel(world.office, "officer-1", ROUND, world.members[place])
    return {
        "officer": StaffVisitor(world, "officer-1"),
        "reviewer": StaffVisitor(world, "reviewer-1"),
        "panel": MemberVisitor(world, PANEL_MEMBERS[0]),
    }


def measure_reviewing(world: World, ask: Ask) -> None:
    """The pages while nothing is signed, then when everything is, then the two acts, with the list between them."""
    seats = begin_review(world)
    print("while ideas are reviewed: an officer, a reviewer, a member of the panel")
    for path in ("/board", f"{BOARD}/reviews", f"{BOARD}/reviews/77", f"{BOARD}/ideas", f"{BOARD}/ideas/77",
                 f"{BOARD}/ideas.csv", f"{BOARD}/phases", f"{BOARD}/panel"):  # fmt: skip
        ask(seats["officer"], path)
    for path in ("/board", "/board/reviews", "/board/reviews?page=9", "/board/reviews/77"):
        ask(seats["reviewer"], path)
    for path in (f"/my/panel/{ROUND}", "/my"):
        ask(seats["panel"], path)
    sign_everything(world)
    print("when every review is signed")
    ask(seats["officer"], "/board")
    ask(seats["reviewer"], "/board/reviews")
    ask(seats["panel"], f"/my/panel/{ROUND}")
    lasts("publishing the reviews", lambda: publish_reviews(world.office, "officer-1", ROUND))
    decide_everything(world)
    print("when every idea has its outcome")
    for path in ("/board", f"{BOARD}/ideas", f"{BOARD}/ideas/77", f"/rounds/{ROUND}/ideas/77"):
        ask(seats["officer"], path)
    lasts("putting the list on the ballot, two officers", lambda: world.agree("put the list on the ballot"))
    for path in (f"{BOARD}/ideas", f"/rounds/{ROUND}/ideas", f"/rounds/{ROUND}/ideas/77"):
        ask(seats["officer"], path)


def lasts(what: str, act: Callable[[], object]) -> None:
    """An act is done once."""
    start = time.perf_counter()
    act()
    print(f"  {what:56} {time.perf_counter() - start:7.3f} s")


def sign_everything(world: World) -> None:
    """A signed review of the council and of the panel of every idea, whose authors have answered."""
    now = BEGINS[Phase.REVIEW] + timedelta(hours=2)
    with world.office.database.write() as uow:
        youth = set(uow.db.scalars(select(PotRow.id).where(PotRow.to_age <= 25)))  # noqa: PLR2004 - a pot of the young
        ideas = uow.db.execute(select(ProposalRow.id, ProposalRow.pot_id, ProposalRow.cost)).all()
        signed = [
            {"proposal_id": idea, "area": area, "role": "reviewer-1", "member_key": None, "version": 1, "cost": cost,
             "verdict": "feasible", "reason": "It can be done, we looked.", "state": "signed", "saved_at": now,
             "signed_at": now}
            for idea, pot, cost in ideas
            for area in (("council", "youth") if pot in youth else ("council",))
        ]  # fmt: skip
        uow.db.execute(insert(ReviewRow), signed)
        said = [{"proposal_id": idea[0], "told_at": now, "until": now, "answered_at": now} for idea in ideas]
        uow.db.execute(insert(AnswerRow), said)
        _give_addresses(uow.db.execute, world)
        uow.commit()


def _give_addresses(execute: Callable[..., object], world: World) -> None:
    """Every second member has an address, and is written to."""
    rows = [
        {"member_key": key, "email": f"member-{place}@example.org", "by_email": True, "joined_at": BEGINS[Phase.IDEAS]}
        for place, key in enumerate(world.members)
        if place % 2 and place > max(PANEL_MEMBERS)
    ]
    execute(insert(AccountRow), rows)


def decide_everything(world: World) -> None:
    """An outcome for every idea, and the words of the ballot for some."""
    with world.office.database.write() as uow:
        ideas = uow.db.execute(select(ProposalRow.id, ProposalRow.number, ProposalRow.title)).all()
        rows = [
            {"proposal_id": idea, "outcome": "on-ballot" if on else "not-chosen", "reason": "We looked at all of them.",
             "decided_by": "officer-1", "title": title if on else "", "summary": "A short text." if on else "",
             "cost": 100_000 if on else 0}
            for idea, number, title in ideas
            for on in ((number or 0) % ON_BALLOT_EACH == 0,)
        ]  # fmt: skip
        uow.db.execute(insert(DecisionRow), rows)
        uow.commit()
