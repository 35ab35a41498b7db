"""Removals, and what they leave as it was cast."""

from pbvote.domain.rules import CountMethod
from tests.tally.examples import counted


class TestRemovals:
    """Out before the count begins."""

    def test_the_first_reason_that_holds_is_given(self) -> None:
        result = counted((10, "A11 B11 C5 D5", "2*A>B>C, D"), withdrawn=frozenset("A"), minimum_supporters=2)
        assert [(each.id, each.why.value) for each in result.removed] == [
            ("A", "withdrawn"),
            ("B", "over_budget"),
            ("D", "under_minimum"),
        ]

    def test_points_and_supporters_stay_as_cast_and_first_choices_close_up(self) -> None:
        result = counted((10, "A11 B5", "3*A>B"))
        assert [(each.supporters, each.points, each.first_choices) for each in result.projects] == [
            (3, 6, 0),
            (3, 3, 3),
        ]

    def test_removing_one_does_not_put_another_under_the_minimum(self) -> None:
        """Supporters are counted once, before removals."""
        result = counted((10, "A11 B5", "2*A>B"), minimum_supporters=2)
        assert result.funded == ("B",)

    def test_the_minimum_binds_what_costs_nothing(self) -> None:
        assert counted((10, "A0 B5", "A>B, B"), minimum_supporters=2).funded == ("B",)

    def test_the_minimum_binds_the_fill(self) -> None:
        result = counted((10, "A5 B5", "9*A, B"), CountMethod(), minimum_supporters=2)
        assert result.funded == ("A",)

    def test_voters_of_removed_projects_keep_their_share(self) -> None:
        """A ballot is one of n if it ranks any listed project: B stays too poor at 5 of 10."""
        result = counted((10, "A11 B6", "A, B"))
        assert result.n == 2
        assert result.funded == ()
