import pytest

from pbvote.domain.rules import ROUND_RULES, RULES, CountMethod, UnknownMethodError


def test_every_rule_says_where_it_comes_from() -> None:
    for rule_id, rule in RULES.items():
        assert rule.rule_id == rule_id
        assert rule.title
        assert rule.reference.link.startswith("https://")
        assert "none" in rule.completions


@pytest.mark.parametrize(
    ("method", "completion"),
    [
        (CountMethod(), "add1u"),
        (CountMethod(completion="none"), "none"),
        (CountMethod("points-greedy"), "none"),
        (CountMethod("approval-greedy"), "none"),
        (CountMethod("equal-shares-points"), "add1"),
        (CountMethod("equal-shares-cost"), "add1"),
        (CountMethod("equal-shares-cost", "add1u"), "add1u"),
        (CountMethod("expanding-approvals"), "none"),
    ],
)
def test_the_completion_is_that_asked_for_or_what_suits_the_rule(method: CountMethod, completion: str) -> None:
    assert method.chosen_completion == completion


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ({"rule": "best"}, "no rule 'best'"),
        ({"rule": ""}, "no rule ''"),
        ({"completion": "add2"}, "no completion 'add2'"),
        ({"rule": "approval-greedy", "completion": "add1u"}, "approval-greedy has no completion 'add1u'"),
        ({"rule": "expanding-approvals", "completion": "add1"}, "expanding-approvals has no completion 'add1'"),
        ({"share_step": 0}, "share step"),
        ({"on_overflow": "wait"}, "skip"),
    ],
)
def test_what_does_not_go_together_is_refused(arguments: dict[str, str | int], what: str) -> None:
    with pytest.raises(UnknownMethodError, match=what):
        CountMethod(**arguments)  # type: ignore[arg-type] # wrong values on purpose


def test_a_round_is_decided_by_a_rule_that_the_site_explains() -> None:
    assert list(ROUND_RULES) == ["ranked-equal-shares", "points-greedy", "approval-greedy"]
    for rule in ROUND_RULES:
        assert CountMethod(rule).for_a_round().rule == rule


@pytest.mark.parametrize("rule", sorted(RULES.keys() - ROUND_RULES.keys()))
def test_a_rule_for_comparing_decides_no_round(rule: str) -> None:
    with pytest.raises(UnknownMethodError, match=f"{rule} is for comparing only"):
        CountMethod(rule).for_a_round()
