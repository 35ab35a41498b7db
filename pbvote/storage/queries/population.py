"""How many people live in the area of a round, and the groups of its roll about which that can be said."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.turnout import band_order
from pbvote.storage.tables import MemberRow, PopulationRow, RollRow

WHOLE = ("all", "")
"""The dimension and name of everybody in the area."""


@dataclass(frozen=True, slots=True)
class Population:
    """How many people live in the area, as the trust says: all of them, by age band, by ward."""

    whole: int | None
    bands: Mapping[str, int]
    wards: Mapping[str, int]


def population(db: Session, round_id: str) -> Population:
    """What the trust has said so far."""
    rows = population_rows(db, round_id)
    bands, wards = (
        {name: number for (dimension, name), number in rows.items() if dimension == each} for each in ("band", "ward")
    )
    return Population(rows.get(WHOLE), bands, wards)


def population_rows(db: Session, round_id: str) -> dict[tuple[str, str], int]:
    """The same by dimension and name."""
    rows = db.scalars(select(PopulationRow).where(PopulationRow.round_id == round_id))
    return {(row.dimension, row.name): row.number for row in rows}


def population_groups(db: Session, round_id: str) -> tuple[tuple[str, str], ...]:
    """What can be asked about: everybody, then the age bands and the wards of the round's roll, in their order."""
    on_roll = select(RollRow.member_key).where(RollRow.round_id == round_id)
    bands = db.scalars(select(RollRow.age_band).where(RollRow.round_id == round_id).distinct())
    wards = db.scalars(select(MemberRow.ward).where(MemberRow.key.in_(on_roll)).distinct())
    ages = tuple(("band", name) for name in sorted((each for each in bands if each), key=band_order))
    return (WHOLE, *ages, *(("ward", name) for name in sorted(each for each in wards if each)))
