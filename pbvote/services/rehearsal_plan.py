"""Turning a real ballot file into a round that could be held: one pot, one member a ballot."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from pbvote.domain.errors import PbvoteError
from pbvote.domain.plan import RoundPlan
from pbvote.domain.pot import MOST_RANKS, Electorate, Pot, Project
from pbvote.domain.round import Schedule
from pbvote.domain.voter_group import GroupShares, VoterGroup
from pbvote.formats.ballot_file import BallotFile, VoteType
from pbvote.formats.pabulib import read_pabulib

ROUND, POT, ZONE = "rehearsal", "pot", "Europe/London"
VOTING_DAYS = 5

RULES_TEXT = (
    "Everybody who votes has an equal share of the money. A project is funded when the people who want it can pay "
    "for it together. Ties are settled by a public draw."
)


GROUPS = GroupShares(
    (
        VoterGroup("under-40", "Under 40", Fraction(2, 3), to_age=39),
        VoterGroup("from-40", "40 and over", Fraction(1, 3), from_age=40),
    )
)
"""By the invented birthdays somewhat less than half of the voters are under 40."""


class NotARoundError(PbvoteError):
    """A file whose projects or ballots a round cannot have."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path.name}: a round cannot have this: {why}.")


@dataclass(frozen=True, slots=True)
class RehearsalBallots:
    """What is voted on, and the ballots in the order of the file."""

    title: str
    pot: Pot
    rankings: tuple[tuple[str, ...], ...]
    grouped: bool = False


def read_ballots(path: Path, limit: int | None = None, *, grouped: bool = False) -> RehearsalBallots:
    """The pot and the first `limit` ballots of a ranked Pabulib file; `grouped`: groups share the voting money.

    Raises NotARoundError or a reading error.
    """
    file = read_pabulib(path)
    _check(path, file)
    rankings = tuple(ballot.projects for ballot in file.ballots)[:limit]
    if not rankings:
        raise NotARoundError(path, "it has no ballots")
    title = file.meta.get("description", path.stem)
    pot = Pot(
        id=POT,
        title=title,
        budget=file.budget,
        max_ranks=max(file.max_length, file.longest_ballot, 1),
        projects=tuple(
            Project(each.id, each.name or each.id, each.name or each.id, each.cost, ward="", theme="")
            for each in file.projects
        ),
    )
    return RehearsalBallots(title, pot, rankings, grouped)


def _check(path: Path, file: BallotFile) -> None:
    if file.vote_type is not VoteType.ORDINAL:
        raise NotARoundError(path, f"its ballots are {file.vote_type} and not ranked")
    longest = max(file.max_length, file.longest_ballot)
    if longest > MOST_RANKS:
        raise NotARoundError(path, f"a ballot may rank {longest} projects, and the most is {MOST_RANKS}")
    for project in file.projects:
        if project.cost == 0:
            raise NotARoundError(path, f"the project {project.id} costs nothing")
        if project.cost > file.budget:
            raise NotARoundError(path, f"the project {project.id} costs more than the whole pot")


def plan_rehearsal(ballots: RehearsalBallots, now: datetime) -> RoundPlan:
    """A round that opens tomorrow at nine and closes five days later at five in the afternoon."""
    zone = ZoneInfo(ZONE)
    first = now.astimezone(zone).date() + timedelta(days=1)
    last = first + timedelta(days=VOTING_DAYS)
    opens_at, closes_at = (datetime.combine(day, time(hour), zone) for day, hour in ((first, 9), (last, 17)))
    schedule = Schedule(opens_at, closes_at, closes_at + timedelta(days=2), ZONE)
    pot = _in_groups(ballots.pot, first) if ballots.grouped else ballots.pot
    return RoundPlan(ROUND, ballots.title, ballots.title, schedule, (pot,), RULES_TEXT)


def _in_groups(pot: Pot, on: date) -> Pot:
    """The same pot, in which invented ages decide who votes with which part of the money."""
    groups = tuple(group.id for group in GROUPS.groups)
    return replace(pot, groups=groups, shares=GROUPS, electorate=Electorate(on=on))


def birthday(number: int) -> date:
    """An invented date of birth for member `number`."""
    return date(1970, 1, 1) + timedelta(days=number * 3701 % 12000)
