"""Where the money of a project's supporters went: the steps they paid most for, at most three."""

from tests.tally.examples import E1, counted


def reasons(example: tuple[int, str, str]) -> dict[str, str]:
    return {each.id: each.reason for each in counted(example).projects}


def test_supporters_at_any_place_count() -> None:
    """C stands third on the ballots that bought A."""
    assert reasons(E1)["C"].endswith("Its supporters spent most on the project in step 1.")


def test_three_steps_are_named_the_dearest_of_four() -> None:
    """Each of ten voters paid 1, 4, 2 and 3 for what was bought in steps 1 to 4; 90 is out of reach."""
    found = reasons((110, "A10 B40 C20 D30 E90", "10*A>B>C>D>E"))["E"]
    assert found.endswith("Its supporters spent most on the projects in steps 2, 3 and 4.")


def test_equal_sums_name_the_earlier_steps() -> None:
    found = reasons((80, "A10 B10 C10 D10 E90", "10*A>B>C>D>E"))
    assert "E" in found
    found = reasons((100, "A10 B10 C10 D10 E90", "10*A>B>C>D>E"))
    assert found["E"].endswith("steps 1, 2 and 3.")


def test_only_the_money_of_its_own_supporters_counts() -> None:
    """A takes most money, but the one who wants C paid only for B."""
    found = reasons((100, "A70 B10 C25", "8*A, B>C, C"))["C"]
    assert found.endswith("Its supporters spent most on the project in step 2.")


def test_supporters_who_spent_nothing_are_not_mentioned() -> None:
    assert "spent" not in reasons((10, "A9 B6", "A, B"))["B"]
