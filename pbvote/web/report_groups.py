"""Turnout by group against the population: what part of those who may vote, and of those who live here, took part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pbvote.domain.turnout import TurnoutRow
from pbvote.storage.queries.population import Population
from pbvote.storage.queries.results import PotResult
from pbvote.web.language import _
from pbvote.web.presenters import number
from pbvote.web.turnout import band_words, in_hundred


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One age band or ward. What is withheld, or what the trust has not said, is an empty text."""

    name: str
    people: str
    entitled: str
    voted: str
    of_entitled: str
    of_people: str


@dataclass(frozen=True, slots=True)
class GroupTable:
    """All age bands, or all wards, of a pot."""

    key: str
    title: str
    column: str
    rows: tuple[GroupRow, ...]
    has_people: bool
    withheld: bool


def group_tables(result: PotResult, population: Population) -> tuple[GroupTable, ...]:
    """By age and by ward, as far as the pot's public turnout has them."""
    ages = [(band_words(each.name), each) for each in result.bands]
    places = [(each.name or _("No ward given"), each) for each in result.wards]
    tables = (
        _table(("bands", _("By age"), _("Age")), ages, population.bands),
        _table(("wards", _("By ward"), _("Ward")), places, population.wards),
    )
    return tuple(each for each in tables if each.rows)


def _table(
    names: tuple[str, str, str], rows: Sequence[tuple[str, TurnoutRow]], population: Mapping[str, int]
) -> GroupTable:
    made = tuple(_row(name, row, population.get(row.name)) for name, row in rows)
    withheld = any(row.marked is None for _name, row in rows)
    return GroupTable(*names, made, has_people=any(each.people for each in made), withheld=withheld)


def _row(name: str, row: TurnoutRow, people: int | None) -> GroupRow:
    living = "" if people is None else number(people)
    if row.marked is None or row.entitled is None:
        return GroupRow(name, living, "", "", "", "")
    of_people = str(in_hundred(row.marked, people)) if people else ""
    of_entitled = str(in_hundred(row.marked, row.entitled))
    return GroupRow(name, living, number(row.entitled), number(row.marked), of_entitled, of_people)
