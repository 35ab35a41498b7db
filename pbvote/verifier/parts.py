"""The parts of the voting money that a pot gives to its groups: `shares` in the log (docs/log-format.md, section 7)."""

import re
from fractions import Fraction

from .errors import MalformedError
from .purses import Group
from .shapes import Record, Shape, list_of, matching, record, shown, whole

_PART = matching("[1-9][0-9]{0,17}/[1-9][0-9]{0,17}", "a part such as 1/2")
_LARGEST = 1_000_000
_RULE = "ranked-equal-shares"
_EVERYBODY = "all"
_NUMBER = re.compile("[0-9]+")

shares: Shape = record(
    {"max_ratio": whole(1, _LARGEST), "min_group": whole(1, _LARGEST), "parts": list_of(_PART, 2)},
)


def counts_under(pot: Record, group: str) -> str:
    """Give the group under which a member counts in a pot: one for everybody, or the one of the leaf of the roll."""
    return _EVERYBODY if pot["groups"] == [_EVERYBODY] else group


def shared_groups(pot: Record) -> tuple[Group, ...]:
    """Give the groups of a pot with their parts; none for a pot without `shares`."""
    if "shares" not in pot:
        return ()
    return tuple(Group(each, _part(text)) for each, text in zip(pot["groups"], pot["shares"]["parts"]))


def _part(text: str) -> Fraction:
    over, under = map(int, _NUMBER.findall(text))
    return Fraction(over, under)


def check_parts(pots: "list[Record]") -> None:
    """Refuse parts that do not fit their pot, and pots of a round that divide other groups than each other."""
    dividing = [each for each in pots if "shares" in each]
    for each in dividing:
        _check_pot(each)
        if each["groups"] != dividing[0]["groups"]:
            raise MalformedError("the pots " + dividing[0]["id"] + " and " + each["id"] + " share among other groups")


def _check_pot(pot: Record) -> None:
    name, parts = "the pot " + pot["id"], pot["shares"]["parts"]
    if pot["rule"] != _RULE:
        raise MalformedError(name + " has parts of the voting money, which its rule does not know")
    if len(parts) != len(pot["groups"]) or _EVERYBODY in pot["groups"]:
        raise MalformedError(name + " does not have one part for each of two or more groups of some of its voters")
    for each in parts:
        found = _part(each)
        if each != str(found.numerator) + "/" + str(found.denominator):
            raise MalformedError(name + ": the part " + shown(each) + " is not in lowest terms")
    if sum(map(_part, parts), Fraction(0)) != 1:
        raise MalformedError(name + ": the parts do not add up to 1")
