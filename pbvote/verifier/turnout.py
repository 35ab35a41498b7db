"""The turnout of every pot by age band and ward: what a reader without the roll can hold it to (section 10)."""

from typing import NamedTuple, Optional

from .bundle import Bundle
from .coarse import FEWEST
from .documents import read_record
from .findings import Report
from .frozen import read_electorates
from .public_frame import must
from .rounds import PotHistory, RoundHistory
from .shapes import Record, count, exactly, list_of, matching, name, or_null, record, shown, text

CHECK = "turnout"
LISTS = ("bands", "wards")
_ROW = {"entitled": or_null(count), "marked": or_null(count)}
_BAND = matching(r"(0|[1-9][0-9]{0,2})-[1-9][0-9]{0,2}|[1-9][0-9]{0,2}\+", "two ages such as 11-13, or one such as 65+")
_TURNOUT = record(
    {
        "bands": list_of(record({**_ROW, "name": _BAND})),
        "pot": name,
        "round": name,
        "v": exactly(1),
        "wards": list_of(record({**_ROW, "name": text})),
    }
)


class _Row(NamedTuple):
    """One row of a list that shows its numbers."""

    name: str
    entitled: int
    marked: int


class _List(NamedTuple):
    """A list of a pot: the rows that show, and the names that do not."""

    where: str
    names: list[str]
    rows: list[_Row]
    hidden: list[str]


def check_turnout(report: Report, bundle: Bundle, found: RoundHistory) -> None:
    """Check every pots/<pot>/turnout.json, and what they say together."""
    listed: dict[str, list[_List]] = {each: [] for each in LISTS}
    for pot in found.pots.values():
        path = "pots/" + pot.id + "/turnout.json"
        with report.guard(CHECK, path):
            value = read_record(bundle, path, _TURNOUT)
            must((value["round"], value["pot"]) == (found.id, pot.id), "the file is about another pot or round")
            _check_allowed(bundle, found, pot, value)
            for kind in LISTS:
                if value[kind]:
                    listed[kind].append(_check_list(path + ", " + kind, value[kind], pot, is_ages=kind == "bands"))
    with report.guard(CHECK, "pots together"):
        for kind in LISTS:
            _check_together(listed[kind])
    if not report.failures(CHECK):
        report.passed(CHECK, "turnout.json", "nothing in it is few, and its lists agree with round.closed")


def _check_allowed(bundle: Bundle, found: RoundHistory, pot: PotHistory, value: Record) -> None:
    """Refuse a list that the tier or the electorates do not allow."""
    electorates = read_electorates(bundle, found)
    mine = electorates[pot.id]
    lowest = {each["from_age"] for each in electorates.values() if each["to_age"] is None}
    open_tier = pot.closed is not None and pot.closed["tier"] != "T0"
    must(open_tier or not (value["bands"] or value["wards"]), "a pot under T0 lists nothing")
    must(not (mine["wards"] and value["bands"]), "a pot that names wards lists no ages")
    crossed = mine["to_age"] is not None or len(lowest) != 1
    must(not (crossed and value["wards"]), "wards are listed although ages for them would follow")


def _check_list(where: str, rows: "list[Record]", pot: PotHistory, *, is_ages: bool) -> _List:
    names = [each["name"] for each in rows]
    order = [_youngest(each) for each in names] if is_ages else names
    must(order == sorted(order) and len(set(order)) == len(order), where + ": out of order, or a name stands twice")
    for each in rows:
        _check_row(where + ", " + shown(each["name"]), each["entitled"], each["marked"])
    told = [_Row(each["name"], each["entitled"], each["marked"]) for each in rows if each["marked"] is not None]
    found = _List(where, names, told, [each["name"] for each in rows if each["marked"] is None])
    closed = pot.closed or {}
    left = closed["entitled"] - sum(each.entitled for each in told)
    voted = closed["marked"] - sum(each.marked for each in told)
    if not found.hidden:
        must((left, voted) == (0, 0), where + ": the rows do not add up to entitled and marked in round.closed")
    elif told:
        must(len(found.hidden) > 1, where + ": one name is withheld and follows by subtraction")
        must(voted >= FEWEST and left - voted >= FEWEST, where + ": what is withheld is few together, or impossible")
    else:
        must(left >= len(names), where + ": more rows than people")
    return found


def _youngest(band: str) -> int:
    return int(band.partition("-")[0].rstrip("+"))


def _check_row(where: str, entitled: Optional[int], marked: Optional[int]) -> None:
    if entitled is None or marked is None:
        must(entitled is None and marked is None, where + " shows one number without the other")
        return
    must(marked >= FEWEST and entitled - marked >= FEWEST, where + " shows fewer than 10 people, or leaves them")


def _check_together(lists: "list[_List]") -> None:
    hidden = {each for found in lists for each in found.hidden}
    told: dict[str, list[int]] = {}
    for found in lists:
        for row in found.rows:
            told.setdefault(row.name, []).append(row.entitled)
            must(row.name not in hidden, found.where + ", " + shown(row.name) + " is withheld in another pot")
    for each, numbers in told.items():
        close = any(0 < one - other < FEWEST for one in numbers for other in numbers)
        must(not close, shown(each) + ": two pots differ by fewer than 10 people who may vote")
    for one in lists:
        for other in lists:
            _check_beyond(one, other)


def _check_beyond(one: _List, other: _List) -> None:
    """Refuse a single withheld row among those that one list has besides the other."""
    beyond = set(one.names) - set(other.names)
    if set(other.names) < set(one.names) and len(beyond) > 1:
        alone = len(beyond & set(one.hidden)) == 1
        must(not alone, one.where + ": one name is withheld and follows from " + other.where)
