"""Groups of voters: who is in which, what their parts may be, and what a pot and a round do not take."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.errors import RoundSetUpError
from pbvote.domain.plan import differing_groups
from pbvote.domain.pot import Electorate, Pot, Project, Tier, tier_in_force
from pbvote.domain.voter_group import MOST_GROUPS, GroupShares, NoOneGroupError, VoterGroup, counted_under
from tests.factories import EVERYBODY, PLAN, YOUTH

HALF, DAY = Fraction(1, 2), date(2027, 3, 1)
YOUNG, GROWN = VoterGroup("young", "Under 18", HALF, to_age=17), VoterGroup("grown", "18 and over", HALF, from_age=18)
TENANTS = VoterGroup("tenants", "Tenants", HALF, classes=("tenant",))
OWNERS = VoterGroup("owners", "Owners", HALF, classes=("owner", "leaseholder"))
BY_AGE, BY_KIND = GroupShares((YOUNG, GROWN)), GroupShares((TENANTS, OWNERS))
POT = Pot(
    "area", "Area", 1000, (Project("bike", "Bikes", "", 600),), Electorate(11, None, DAY),
    groups=("young", "grown"), shares=BY_AGE,
)  # fmt: skip


def groups(*parts: Fraction) -> tuple[VoterGroup, ...]:
    return tuple(VoterGroup(f"g{number}", "G", part) for number, part in enumerate(parts))


@pytest.mark.parametrize(
    "wrong",
    [
        groups(Fraction(1)),
        (),
        (YOUNG, replace(GROWN, id="young")),
        (YOUNG, replace(GROWN, id="all")),
        groups(HALF, Fraction(1, 3)),
        groups(HALF, HALF, HALF),
        groups(Fraction(3, 2), -HALF),
        groups(Fraction(0), Fraction(1)),
        groups(Fraction(1, 1_000_001), Fraction(1_000_000, 1_000_001)),
        groups(*[Fraction(1, MOST_GROUPS + 1)] * (MOST_GROUPS + 1)),
    ],
    ids=repr,
)
def test_parts_that_cannot_be(wrong: tuple[VoterGroup, ...]) -> None:
    """One group, two of one name, “all”, and parts that are not above zero and the whole together."""
    with pytest.raises(RoundSetUpError):
        GroupShares(wrong)


@pytest.mark.parametrize(("least", "ratio"), [(0, 5), (10, 0), (-1, 5), (10, 1_000_001), (1_000_001, 5)])
def test_limits_that_cannot_be(least: int, ratio: int) -> None:
    with pytest.raises(RoundSetUpError):
        GroupShares(BY_AGE.groups, least, ratio)


@pytest.mark.parametrize(("age", "group"), [(0, "young"), (17, "young"), (18, "grown"), (101, "grown")])
def test_an_age_is_in_one_group(age: int, group: str) -> None:
    assert BY_AGE.group_of(age, "tenant") == group


@pytest.mark.parametrize(
    ("shares", "age", "member_class"),
    [
        (BY_AGE, None, ""),
        (BY_KIND, 30, ""),
        (BY_KIND, 30, "Tenant"),
        (GroupShares((YOUNG, replace(GROWN, from_age=19))), 18, ""),
        (GroupShares((YOUNG, replace(GROWN, from_age=17))), 17, ""),
        (GroupShares((TENANTS, replace(OWNERS, classes=()))), 40, "tenant"),
    ],
)
def test_nobody_is_put_into_no_group_or_two(shares: GroupShares, age: int | None, member_class: str) -> None:
    with pytest.raises(NoOneGroupError):
        shares.group_of(age, member_class)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 40), st.sampled_from(["", "tenant", "owner", "x"]))
def test_what_the_set_up_proves_holds_for_every_member(upto: int, since: int, age: int, member_class: str) -> None:
    """Once a pot took the groups, everybody whom it admits is in exactly one of them."""
    shares = GroupShares((replace(YOUNG, to_age=upto), replace(GROWN, from_age=since)))
    ages = Electorate(5, 35, DAY).ages
    try:
        shares.require_one_each(ages, ())
    except RoundSetUpError:
        assert since != upto + 1 or not 5 <= upto < 35
        return
    assert since == upto + 1
    if age in ages:
        assert shares.group_of(age, member_class) in {"young", "grown"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"groups": ("young",)},
        {"groups": ("grown", "young")},
        {"groups": ("all",)},
        {"rule": "points-greedy", "completion": "none"},
        {"electorate": Electorate(11, None, None)},
        {"electorate": Electorate(11, 17, DAY)},
        {"electorate": Electorate(18, None, DAY)},
        {"electorate": Electorate(11, None, DAY, wards=("Docks",))},
        {"shares": GroupShares((YOUNG, replace(GROWN, from_age=19)))},
        {"shares": GroupShares((YOUNG, replace(GROWN, from_age=17)))},
        {"shares": GroupShares((YOUNG, replace(GROWN, title="")))},
        {"shares": GroupShares((YOUNG, replace(GROWN, title="a\u202eb")))},
        {"shares": GroupShares((replace(YOUNG, id="Young"), GROWN)), "groups": ("Young", "grown")},
        {"shares": BY_KIND, "groups": ("tenants", "owners"), "electorate": Electorate(classes=("tenant", "lodger"))},
        {"shares": BY_KIND, "groups": ("tenants", "owners"), "electorate": Electorate(classes=("tenant",))},
        {
            "shares": GroupShares((TENANTS, replace(OWNERS, classes=("tenant", "owner")))),
            "groups": ("tenants", "owners"),
        },
    ],
    ids=repr,
)
def test_a_pot_that_cannot_have_its_groups(wrong: dict[str, object]) -> None:
    """Another rule, a gap, an overlap, a group that nobody can be in, an age group in a ward (auditlog.md §7)."""
    assert POT.shares is BY_AGE
    with pytest.raises(RoundSetUpError):
        replace(POT, **wrong)  # type: ignore[arg-type] # fields by name


@pytest.mark.parametrize(
    "right",
    [
        {"electorate": Electorate(None, None, DAY)},
        {"electorate": Electorate(17, 18, DAY)},
        {"electorate": Electorate(11, None, DAY, wards=("Docks",)), "tier": Tier.T0},
        {"shares": BY_KIND, "groups": ("tenants", "owners"), "electorate": Electorate(wards=("Docks",))},
        {
            "shares": BY_KIND,
            "groups": ("tenants", "owners"),
            "electorate": Electorate(classes=("leaseholder", "owner", "tenant")),
        },
    ],
    ids=repr,
)
def test_a_pot_that_can_have_its_groups(right: dict[str, object]) -> None:
    replace(POT, **right)  # type: ignore[arg-type] # fields by name


def test_pots_of_a_round_mean_the_same_people_by_their_groups() -> None:
    """A member has one group in a round; only the parts may differ from pot to pot."""
    shares = GroupShares((YOUNG, GROWN))
    one = replace(EVERYBODY, groups=("young", "grown"), shares=shares)
    uneven = (replace(YOUNG, part=Fraction(1, 3)), replace(GROWN, part=Fraction(2, 3)))
    other = replace(one, id="other", shares=GroupShares(uneven))
    replace(PLAN, pots=(one, other, YOUTH))
    later = replace(other, electorate=replace(other.electorate, on=date(2027, 3, 2)))
    moved = GroupShares((replace(YOUNG, to_age=15), replace(GROWN, from_age=16)))
    named = GroupShares((replace(YOUNG, title="Young"), GROWN))
    for wrong in (later, replace(other, shares=moved), replace(other, shares=named)):
        with pytest.raises(RoundSetUpError, match="different groups"):
            replace(PLAN, pots=(one, YOUTH, wrong))
    assert not differing_groups((BY_KIND, DAY), (BY_KIND, None))


def test_under_which_group_a_member_counts() -> None:
    """A pot whose only group is `all` counts everybody under it, whatever the roll says."""
    assert counted_under(("all",), "young") == "all"
    assert counted_under(("young", "grown"), "young") == "young"
    assert counted_under(("young", "grown"), "all") == "all"


@pytest.mark.parametrize(
    ("ballots", "tier"),
    [([29], "T0"), ([30], "T1"), ([30, 30], "T1"), ([30, 29], "T0"), ([500, 0], "T0"), ([], "T0")],
)
def test_a_small_group_closes_the_result_of_its_pot(ballots: list[int], tier: str) -> None:
    assert tier_in_force(Tier.T1, ballots).value == tier
    assert tier_in_force(Tier.T0, ballots) is Tier.T0
