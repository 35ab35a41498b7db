"""Invented members and what they would rank: the same seed always gives the same people and the same choices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from pbvote.services.demo.content import DemoContent, DemoProject, Names
from pbvote.services.demo.read_content import marlbrook
from pbvote.services.demo.toml_table import ContentError

_WARD_PARTS = (36, 34, 30)  # of 100 members, in the order of the trust's wards
_AGES = ((11, 13), (14, 16), (17, 19), (20, 39), (40, 59), (60, 88))
_AGE_PARTS = (16, 17, 12, 21, 19, 15)  # of 100 members: 45 of them are 11 to 19
_LENGTH_PARTS = (2, 8, 16, 26, 20, 28)  # of 100 voters: blank, one choice, two, three, four, five
_TASTE = 3  # a favourite theme makes a project this many times as likely
_FAVOURITES = 2  # themes that a member likes best
_YOUNGER_TO, _OLDER_TO, _ADULT_TO = 15, 19, 59
_YOUNG_NAMES_TO = 39


@dataclass(frozen=True, slots=True)
class InventedMember:
    """Nobody real. `number` counts from 1; `age` is that of the open round; `favourites` are themes."""

    number: int
    given: str
    family: str
    ward: str
    born: date
    age: int
    favourites: tuple[str, ...]

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.given} {self.family}"


def invent_members(seed: int, n: int) -> tuple[InventedMember, ...]:
    """The first `n` members of the invented roll; no two have the same name.

    A longer roll starts with the members of a shorter one.
    """
    content = marlbrook()
    if n > len(content.names.family) * len(content.names.given_younger):
        raise ContentError(f"There are not enough names for {n} members. Add names to marlbrook.toml.")
    taken: set[tuple[str, str]] = set()
    return tuple(_invent_member(seed, number, content, taken) for number in range(1, n + 1))


def _invent_member(seed: int, number: int, content: DemoContent, taken: set[tuple[str, str]]) -> InventedMember:
    draw = _draw("member", seed, number)
    age = draw.randint(*draw.choices(_AGES, _AGE_PARTS)[0])
    given, family = _new_name(draw, age, content.names, taken)
    return InventedMember(
        number=number,
        given=given,
        family=family,
        ward=draw.choices(content.trust.wards, _WARD_PARTS)[0],
        born=_birth_date(draw, age, content.open_round.pots[0].ages_on),
        age=age,
        favourites=tuple(draw.sample(content.trust.themes, _FAVOURITES)),
    )


def _new_name(draw: Random, age: int, names: Names, taken: set[tuple[str, str]]) -> tuple[str, str]:
    given_names = names.given_younger if age <= _YOUNG_NAMES_TO else names.given_older
    while True:
        name = draw.choice(given_names), draw.choice(names.family)
        if name not in taken:
            taken.add(name)
            return name


def _birth_date(draw: Random, age: int, on: date) -> date:
    """A day on which somebody was born who is `age` years old on `on`, itself never a 29 February."""
    last = on.replace(year=on.year - age)
    return last - timedelta(days=draw.randrange(365))


def invent_ranking(
    seed: int, member: InventedMember, projects: Sequence[DemoProject], max_ranks: int
) -> tuple[str, ...]:
    """What the member ranks among `projects`, by id, best first; empty is a blank vote.

    At most `max_ranks` long. The order in which `projects` are given changes nothing.
    """
    rest = sorted(projects, key=lambda project: project.id)
    draw = _draw("ranking", seed, member.number, *(project.id for project in rest))
    length = draw.choices(range(len(_LENGTH_PARTS)), _LENGTH_PARTS)[0]
    ranking: list[str] = []
    while rest and len(ranking) < min(length, max_ranks):
        picked = draw.choices(rest, [_liking(member, project) for project in rest])[0]
        rest.remove(picked)
        ranking.append(picked.id)
    return tuple(ranking)


def _liking(member: InventedMember, project: DemoProject) -> int:
    """How likely the member is to pick the project, against the others; never 0, for tastes differ."""
    appeal = project.appeal
    if member.age <= _YOUNGER_TO:
        band = appeal.younger
    elif member.age <= _OLDER_TO:
        band = appeal.older
    else:
        band = appeal.adult if member.age <= _ADULT_TO else appeal.elder
    home = appeal.home if member.ward == project.ward else 1
    taste = _TASTE if project.theme in member.favourites else 1
    return max(1, band * home * taste)


def _draw(*about: object) -> Random:
    """Chance that is the same on every machine: it invents people and guards nothing."""
    return Random(" ".join(str(part) for part in about))  # noqa: S311 - invented people, not secrets
