"""How long the pages of a large published result take: `python benchmarks/results.py [PROJECTS [BALLOTS]]`.

An invented pot of 400 projects and 50,000 rankings is really counted; its result, its close and as many commitments
stand in a database of its own, in a folder that is removed again. Each page is asked for over the whole application.
The ratio is to the page on help, which reads nothing but the name of the trust.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.testclient import TestClient

from pbvote.config import Settings
from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.disclosure import public_result
from pbvote.domain.events import BallotsBatched, ClosingNumbers, RoundClosed
from pbvote.domain.plan import RoundPlan
from pbvote.domain.pot import Pot, Project, Tier
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result
from pbvote.domain.result_document import document
from pbvote.domain.round import RoundState, Schedule
from pbvote.domain.rules import CountMethod
from pbvote.formats.bundle import json_file
from pbvote.services.install import Release, Trust, install
from pbvote.services.office import Office, office_at
from pbvote.services.plan_round import plan_round
from pbvote.storage.clock import Clock
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.tables import PotRow, ResultRow
from pbvote.tally import count
from pbvote.web.app import create_app

PROJECTS, BALLOTS, RANKS, RUNS, BATCH = 400, 50_000, 5, 5, 500
CLOSES = datetime(2027, 3, 14, 17, tzinfo=UTC)
METHOD = CountMethod(completion="none")  # one run: how long a count takes is what benchmarks/count.py says
HERE = "https://testserver"
RESULTS = "/rounds/spring/town/results"
NOTHING: dict[str, tuple[str, ...]] = {"superseded": (), "withdrawn": (), "annulled": ()}
WORDS = "A place where people of every age can meet, mend, grow, learn and rest, open on most days of the year. "


def invented_projects(number: int, dice: random.Random) -> tuple[Project, ...]:
    """Titles, summaries and texts as long as people write them."""
    return tuple(
        Project(f"p{each}", f"Project number {each} of the town", WORDS, dice.randint(1, 40) * 50_000, body=WORDS * 12)
        for each in range(number)
    )


def invented_result(projects: tuple[Project, ...], ballots: int, dice: random.Random) -> Result:
    """A real count: a few projects are liked by many, many by few."""
    pot = CountedPot(
        budget=len(projects) * 1_000_000,
        projects=tuple(CountedProject(each.id, each.cost) for each in projects),
        max_ranks=RANKS,
    )
    cast: dict[Ranking, int] = {}
    for _ in range(ballots):
        liked = {int(dice.paretovariate(1)) % len(projects) for _ in range(dice.randint(1, RANKS))}
        ranking = Ranking.of(projects[each].id for each in dice.sample(sorted(liked), len(liked)))
        cast[ranking] = cast.get(ranking, 0) + 1
    return count(pot, cast, tuple(each.id for each in projects), METHOD)


def build(office: Office, projects: tuple[Project, ...], result: Result) -> None:
    """An installation in which this result is published."""
    install(
        office, Trust("Town trust", "Town", "01632 960 100", ""), Release("0.1.0", "0" * 64, "1" * 64), shifted=True
    )
    pot = Pot(id="town", title="Town pot", budget=result.budget, projects=projects)
    schedule = Schedule(CLOSES - timedelta(days=14), CLOSES, CLOSES + timedelta(days=7), "Europe/London")
    plan_round(office, RoundPlan("spring", "Spring 2027", "", schedule, (pot,), "Equal shares."))
    with office.database.write() as uow:
        at = uow.log.moment(CLOSES + timedelta(minutes=3))
        uow.log.append([*_batches(result.turnout), _closed(result)], at)
        public = json_file(public_result(result, "spring", "town", Tier.T1))
        turnout = json_file({"bands": [], "pot": "town", "round": "spring", "v": 1, "wards": []})
        trace = json_file(document(result))
        uow.db.add(
            ResultRow(round_id="spring", pot_id="town", numbers=b"{}\n", turnout=turnout, trace=trace, public=public)
        )
        row = round_row(uow.db, "spring")
        row.approved, row.state, row.closed_at, row.published_at = True, RoundState.PUBLISHED.value, at, at
        uow.db.get_one(PotRow, ("spring", "town")).tier_in_force = Tier.T1.value
        uow.commit()


def _batches(ballots: int) -> list[BallotsBatched]:
    """As many commitments as ballots, in lines as long as those of a real log."""
    made = [tuple(f"{each:064x}" for each in range(first, first + BATCH)) for first in range(0, ballots, BATCH)]
    return [BallotsBatched(round="spring", pot="town", part=1, parts=1, added=each, **NOTHING) for each in made]


def _closed(result: Result) -> RoundClosed:
    cast = result.turnout
    numbers = ClosingNumbers(
        id="town", entitled=cast + 100, marked=cast, added=cast, superseded=0, withdrawn=0, annulled=0, current=cast,
        spoilt=0, blank=result.blank, ranked=result.n, tier="T1", numbers="0" * 64,
    )  # fmt: skip
    return RoundClosed(round="spring", effective_at=CLOSES, marked_root="0" * 64, pots=(numbers,))


def seconds(client: TestClient, address: str) -> tuple[float, int]:
    """The quickest of some requests, and the length of the answer: the others were disturbed."""
    taken, size = [], 0
    for _ in range(RUNS):
        start = time.perf_counter()
        answer = client.get(address)
        taken.append(time.perf_counter() - start)
        if answer.status_code != 200:  # noqa: PLR2004 - the one status that counts
            raise SystemExit(f"{address} answers {answer.status_code}")
        size = len(answer.content)
    return min(taken), size


def report(client: TestClient, say: Callable[[str], object]) -> None:
    """One line for each page."""
    bare, _ = seconds(client, "/help")
    names = ("", "/steps", "/projects/p1", "/projects/p399", "/results.csv", "/result.json")
    for address in ("/help", *(RESULTS + name for name in names)):
        taken, size = seconds(client, address)
        say(f"  {address:48} {taken:7.3f} s {taken / bare:6.1f} x {size / 1000:9.0f} KB")


def main() -> None:
    """Count, build, ask."""
    asked = [int(each) for each in sys.argv[1:]]
    number, ballots = [*asked, *(PROJECTS, BALLOTS)[len(asked) :]]
    dice = random.Random(2027)  # noqa: S311 - the same pot every time is the point
    projects = invented_projects(number, dice)
    result = invented_result(projects, ballots, dice)
    print(f"{number} projects, {ballots} ballots, {len(result.steps)} steps")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        office = office_at(data, f"sqlite:///{data / 'pbvote.db'}", "town.example/log/1", Clock())
        build(office, projects, result)
        settings = Settings.from_environment({"PBVOTE_ADDRESS": HERE, "PBVOTE_DATA": folder})
        report(TestClient(create_app(settings, office), base_url=HERE), print)
        office.database.close()


if __name__ == "__main__":
    main()
