"""The money bar."""

from hypothesis import given
from hypothesis import strategies as st

from pbvote.web.moneybar import money_bar, per_cent


def test_parts_follow_each_other_and_what_is_left_comes_last() -> None:
    bar = money_bar(1000, [("A", 500), ("B", 250)])
    assert [(part.x, part.width, part.middle) for part in bar.parts] == [
        ("0.00", "50.00", "25.00"),
        ("50.00", "25.00", "62.50"),
    ]
    assert (bar.left, bar.left_x) == (250, "75.00")
    assert bar.text == "A £5, B £2.50, Left over: £2.50."


def test_a_narrow_part_has_no_room_for_its_number() -> None:
    assert [part.wide for part in money_bar(1000, [("A", 40), ("B", 960)]).parts] == [False, True]


def test_nothing_funded_leaves_everything() -> None:
    assert money_bar(1000, []).left == 1000


@given(st.lists(st.integers(1, 10**9), max_size=30), st.integers(0, 10**9))
def test_the_parts_fill_the_bar_without_a_gap(costs: list[int], left: int) -> None:
    amount = sum(costs) + left
    if amount == 0:
        return
    bar = money_bar(amount, [(str(cost), cost) for cost in costs])
    end = 0
    for part in bar.parts:
        assert part.x == per_cent(end)
        end += int(part.width.replace(".", ""))
    assert bar.left_x == per_cent(end)
    assert end <= 10_000
