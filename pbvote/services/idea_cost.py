"""The costs of an idea, line by line: from the trust's price list, or in an author's own words."""

from pbvote.domain.draft import AnswersRefusedError, fault_of_text
from pbvote.domain.proposal import LONGEST_ITEM, MOST_PENCE, CostItem, IdeaWords, mark_of
from pbvote.domain.sentence import say
from pbvote.services.member_seat import MemberSeat
from pbvote.services.office import Office
from pbvote.services.own_idea import own_row, words_of
from pbvote.services.save_idea import save_idea
from pbvote.storage.tables import PriceRow

FIELD = ("items",)


def listed_item(office: Office, price_id: int, number: int) -> CostItem:
    """So many of a thing on the price list, at its price of today. Raises AnswersRefusedError."""
    with office.database.read() as db:
        row = db.get(PriceRow, price_id)
        if row is None or row.ended:
            raise AnswersRefusedError(
                {"price-id": say("This is not on the price list any more. Choose something else.")}
            )
        return CostItem(row.name, number, row.price, row.yearly, row.id)


def add_item(office: Office, seat: MemberSeat, proposal_id: int, seen: str, item: CostItem) -> None:
    """Put a line under the costs; the same form sent twice puts one there. `seen` is the mark of the list.

    Raises UnknownIdeaError, IdeaClosedError, NotInPhaseError, AnswersRefusedError, DraftMovedError.
    """
    _check(item)
    present = _items(office, seat, proposal_id)
    if mark_of_items(present) != seen and present[-1:] == (item,):
        return
    save_idea(office, seat, proposal_id, seen, {"items": (*present, item)})


def remove_item(office: Office, seat: MemberSeat, proposal_id: int, seen: str, place: int) -> None:
    """Take line `place`, counted from 0, out of the costs, unless the list is another one than the author saw."""
    present = _items(office, seat, proposal_id)
    if mark_of_items(present) != seen or not 0 <= place < len(present):
        return
    left = tuple(each for number, each in enumerate(present) if number != place)
    save_idea(office, seat, proposal_id, seen, {"items": left})


def mark_of_items(items: tuple[CostItem, ...]) -> str:
    """The mark that the page of the costs carries."""
    return mark_of(IdeaWords(items=items), FIELD)


def _items(office: Office, seat: MemberSeat, proposal_id: int) -> tuple[CostItem, ...]:
    with office.database.read() as db:
        return words_of(db, own_row(db, seat.member_key, proposal_id)).items


def _check(item: CostItem) -> None:
    faults = {"name": fault_of_text(item.name, LONGEST_ITEM) if item.name else say("Write what you need.")}
    if item.once > MOST_PENCE or item.each_year > MOST_PENCE:
        faults["price"] = say("This is more money than there is. Look at the number and the price again.")
    elif not item.price and not item.yearly:
        faults["price"] = say("Write what it costs to get, or what it costs a year.")
    faults = {name: fault for name, fault in faults.items() if fault}
    if faults:
        raise AnswersRefusedError(faults)
