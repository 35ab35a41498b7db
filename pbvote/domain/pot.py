"""A pot: an amount of money with its own projects, electorate and count."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pbvote.domain.errors import (
    RankingRefusedError,
    RoundSetUpError,
    TooManyChoicesError,
    UnknownProjectError,
)
from pbvote.domain.rules import RANKED_EQUAL_SHARES, CountMethod
from pbvote.domain.sentence import say
from pbvote.domain.text import fault_in, printable
from pbvote.domain.voter_group import OLDEST, GroupShares

SLUG = re.compile(r"[a-z][a-z0-9-]{0,39}")
"""The form of the ids of rounds, pots and groups."""

MOST_RANKS = 10
"""The largest `max_ranks` that a round may set."""

_LONGEST_ID = 192
"""Bytes of a project id in UTF-8: ten of them and thirty changes fit into an envelope."""

MOST_PENCE = 2**53 - 1
"""The largest amount that every reader of the log keeps exactly."""

_BESIDE_AN_ID, _LONGEST_LIST = 40, 60_000
"""Bytes that the log writes beside each id, and bytes that its one line has for all projects of a pot."""

_PROJECT_ID = re.compile(r"[^\s,;\x00-\x1f\x7f](?:[^,;\x00-\x1f\x7f]{0,62}[^\s,;\x00-\x1f\x7f])?")


class Tier(StrEnum):
    """How much of a result is public. A tier may only tighten at the close."""

    T0 = "T0"
    T1 = "T1"


SMALLEST_OPEN_POT = 30
"""With fewer current ballots than this, in the pot or in one of its groups, a result is published under T0."""


def tier_in_force(tier: Tier, ballots_by_group: Collection[int]) -> Tier:
    """The tier after the close, from the number of current ballots of each group: it may only tighten."""
    few = sum(ballots_by_group) < SMALLEST_OPEN_POT
    few_in_one = len(ballots_by_group) > 1 and min(ballots_by_group) < SMALLEST_OPEN_POT
    return Tier.T0 if few or few_in_one else tier


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who may vote in a pot: ages in years on a date, wards and classes of members (none named: every one)."""

    from_age: int | None = None
    to_age: int | None = None
    on: date | None = None
    wards: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    def admits(self, born: date | None, ward: str | None, member_class: str = "") -> bool:
        """Whether a member of a class, born on `born` and living in `ward`, may vote; "" is a member of no class."""
        if (self.wards and ward not in self.wards) or (self.classes and member_class not in self.classes):
            return False
        if self.from_age is None and self.to_age is None:
            return True
        age = self.age(born)
        if age is None:
            return False
        return (self.from_age is None or age >= self.from_age) and (self.to_age is None or age <= self.to_age)

    def age(self, born: date | None) -> int | None:
        """The age in whole years on the day on which ages count; None when either is not known."""
        if born is None or self.on is None:
            return None
        return self.on.year - born.year - ((self.on.month, self.on.day) < (born.month, born.day))

    @property
    def ages(self) -> range:
        """The ages in years of those who may vote."""
        return range(self.from_age or 0, (OLDEST if self.to_age is None else self.to_age) + 1)


@dataclass(frozen=True, slots=True)
class Project:
    """A project on the ballot: what residents read, and its cost in pence."""

    id: str
    title: str
    summary: str
    cost: int
    body: str = ""
    theme: str = ""
    ward: str = ""
    picture: str | None = None
    picture_alt: str = ""
    proposer: str = ""


@dataclass(frozen=True, slots=True)
class Pot:
    """A pot as it is set up. `budget` and costs are in pence; `share_step` None means the default of the rule.

    Raises RoundSetUpError, or UnknownMethodError for a rule and a completion that do not go together.
    """

    id: str
    title: str
    budget: int
    projects: tuple[Project, ...]
    electorate: Electorate = field(default_factory=Electorate)
    blurb: str = ""
    groups: tuple[str, ...] = ("all",)
    rule: str = "ranked-equal-shares"
    completion: str = "add1u"
    share_step: int | None = None
    max_ranks: int = 5
    minimum_supporters: int = 0
    quorum: int = 0
    conflicts: tuple[tuple[str, ...], ...] = ()
    tier: Tier = Tier.T1
    shares: GroupShares | None = None

    def __post_init__(self) -> None:
        _require(SLUG.fullmatch(self.id) is not None, say("The pot id “%(id)s” is not a short name.", id=self.id))
        _require(
            0 < self.budget <= MOST_PENCE,
            say("The pot “%(id)s” needs a budget above zero and not beyond all numbers.", id=self.id),
        )
        _require(
            1 <= self.max_ranks <= MOST_RANKS,
            say(
                "A ballot takes 1 to %(most_ranks)s ranks, not %(max_ranks)s.",
                most_ranks=MOST_RANKS,
                max_ranks=self.max_ranks,
            ),
        )
        _require(bool(self.projects), say("The pot “%(id)s” has no projects.", id=self.id))
        _require(bool(self.groups), say("The pot “%(id)s” needs a group of voters.", id=self.id))
        named = all(SLUG.fullmatch(group) for group in self.groups) and len(set(self.groups)) == len(self.groups)
        _require(named, say("The groups of the pot “%(id)s” need different short names.", id=self.id))
        _require(
            min(self.minimum_supporters, self.quorum) >= 0,
            say("The minimum of supporters and the quorum of the pot “%(id)s” cannot be below zero.", id=self.id),
        )
        if self.shares is not None:
            same = self.groups == tuple(group.id for group in self.shares.groups)
            _require(same, say("The groups of the pot “%(id)s” and their parts are not the same groups.", id=self.id))
            require_shares_fit(self.shares, self.electorate, rule=self.rule, tier=self.tier)
        CountMethod(self.rule, self.completion, self.share_step).for_a_round()  # says what there is
        _require_plain(self.title, self.blurb)
        for names in (self.electorate.wards, self.electorate.classes):
            _require(
                len(set(names)) == len(names),
                say("The pot “%(id)s” names a ward or a class of members twice.", id=self.id),
            )
            for name in names:
                _require_plain(name)
        self._check_projects()

    def _check_projects(self) -> None:
        ids = [project.id for project in self.projects]
        _require(len(set(ids)) == len(ids), say("Two projects of the pot “%(id)s” have the same id.", id=self.id))
        for project in self.projects:
            self._check_project(project)
        total = sum(each.cost for each in self.projects)
        _require(
            total <= MOST_PENCE, say("The costs of the pot “%(id)s” add up to more than can be counted.", id=self.id)
        )
        length = sum(len(each.id.encode()) + _BESIDE_AN_ID for each in self.projects)
        _require(
            length <= _LONGEST_LIST,
            say("The pot “%(id)s” has more projects than the log can name in one line.", id=self.id),
        )
        for conflict in self.conflicts:
            known = len(set(conflict)) >= 2 and set(conflict) <= set(ids)  # noqa: PLR2004 - a conflict is between two
            _require(known, say("A conflict of the pot “%(id)s” needs at least two of its projects.", id=self.id))

    def _check_project(self, project: Project) -> None:
        _require(
            _PROJECT_ID.fullmatch(project.id) is not None,
            say("The project id “%(project)s” cannot be used.", project=project.id[:80]),
        )
        _require_plain(
            project.id, project.title, project.summary, project.theme, project.ward, project.picture_alt,
            project.proposer,
        )  # fmt: skip
        _require_plain(project.body, lines=True)
        told = project.picture is None or project.picture_alt
        _require(
            bool(told),
            say("The picture of the project “%(id)s” needs words for people who cannot see it.", id=project.id),
        )
        _require(project.cost > 0, say("The project “%(id)s” needs a cost above zero.", id=project.id))
        _require(project.cost <= self.budget, say("The project “%(id)s” costs more than the whole pot.", id=project.id))


def require_shares_fit(shares: GroupShares, electorate: Electorate, *, rule: str, tier: Tier) -> None:
    """Raise RoundSetUpError unless a pot of this electorate, rule and tier can give its groups these parts."""
    _require(
        rule == RANKED_EQUAL_SHARES.rule_id, say("Groups can have parts only where votes are counted by equal shares.")
    )
    for group in shares.groups:
        _require(
            SLUG.fullmatch(group.id) is not None,
            say("The group id “%(group)s” is not a short name.", group=group.id[:80]),
        )
        _require_plain(group.title, *group.classes)
        _require(bool(group.title), say("Each group needs a name that people can read."))
    _require(not shares.by_age or electorate.on is not None, say("Groups by age need the day on which ages count."))
    crossed = shares.by_age and electorate.wards and tier is not Tier.T0
    _require(
        not crossed,
        say(
            "A pot for some wards cannot have groups by age, or people could be found out. "
            "Let the result show only what won, or take every ward, or make other groups."
        ),
    )
    shares.require_one_each(electorate.ages, electorate.classes)


def _require_plain(*texts: str, lines: bool = False) -> None:
    """Pages show these texts and the log hashes some of them (docs/log-format.md §1)."""
    for text in texts:
        fault = fault_in(text, lines=lines)
        _require(
            fault is None,
            say("The text “%(text)s” cannot be used. %(fault)s", text=printable(text), fault=fault),
        )


def _require(holds: bool, sentence: str) -> None:  # noqa: FBT001 - a guard reads best as condition and sentence
    if not holds:
        raise RoundSetUpError(sentence)


def check_ranking(ranking: Sequence[str], on_ballot: Collection[str], max_ranks: int) -> tuple[str, ...]:
    """The ranking as a tuple, or the reason why this pot does not take it. Empty is a blank vote.

    `on_ballot`: ids that can be ranked, without withdrawn projects.
    """
    if len(ranking) > max_ranks:
        raise TooManyChoicesError(max_ranks)
    for project in ranking:
        if project not in on_ballot:
            raise UnknownProjectError(project)
    if len(set(ranking)) != len(ranking):
        raise RankingRefusedError(say("A project stands in your order twice. Keep it once."))
    return tuple(ranking)
