"""The trust's price list, for who writes an idea and for who keeps the list."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.storage.tables import PriceRow


@dataclass(frozen=True, slots=True)
class PriceView:
    """What a thing costs: `price` pence for one `unit`, and `yearly` pence to keep it for a year."""

    id: int
    name: str
    unit: str
    price: int
    yearly: int
    note: str


def price_list(db: Session, *, ended: bool = False) -> tuple[PriceView, ...]:
    """The list in its order; or what was taken off it."""
    rows = db.scalars(select(PriceRow).where(PriceRow.ended.is_(ended)).order_by(PriceRow.position, PriceRow.id))
    return tuple(PriceView(each.id, each.name, each.unit, each.price, each.yearly, each.note) for each in rows)
