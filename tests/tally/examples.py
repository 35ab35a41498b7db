"""Pots written as the papers write them: "A40 B30", "13*A>B>C, 7*D>E"."""

from typing import Any

from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result
from pbvote.domain.rules import RULES, CountMethod
from pbvote.tally import count

Example = tuple[int, str, str]

E1: Example = (100, "A40 B30 C30 D40 E20", "13*A>B>C, 7*D>E")
E2: Example = (120, "A40 B35 C45 D25 E30", "5*A>B>D, 4*B>C>E, 3*D>C>E")
E3: Example = (60, "A30 B30 C20 D20", "2*A>B>C, 2*B>A>D, C>D>A, D>C>B")
E6: Example = (25, "A13 B3 C10", "A>B>C, B>C>A")
E4: Example = (150, "A60 B50 C40 D30", "4*A>B, 3*B>C, 2*C>D, D>A")

NONE = CountMethod(completion="none")
POINTS = CountMethod("points-greedy")
APPROVALS = CountMethod("approval-greedy")

EVERY_METHOD = tuple(
    CountMethod(rule, completion, 1, overflow)
    for rule in RULES
    for completion in RULES[rule].completions
    for overflow in (("skip", "stop") if rule.endswith("greedy") else ("skip",))
)
"""Every rule with each of its completions at a step of 1 minor unit, and with each answer to what does not fit."""


def pot_of(budget: int, costs: str, **limits: Any) -> CountedPot:  # noqa: ANN401 - the fields of CountedPot
    """The pot with one-letter projects; up to as many ranks as projects unless `max_ranks` is given."""
    projects = tuple(CountedProject(each[0], int(each[1:])) for each in costs.split())
    return CountedPot(budget, projects, **{"max_ranks": len(projects), **limits})


def ballots_of(text: str) -> list[Ranking]:
    """One ranking for each ballot; "A=B>C" has A and B tied, "-" is blank."""
    ballots: list[Ranking] = []
    for each in text.split(", "):
        times, _, order = each.rpartition("*")
        ranking = Ranking() if order == "-" else Ranking.tied(group.split("=") for group in order.split(">"))
        ballots += [ranking] * int(times or 1)
    return ballots


def counted(
    example: Example,
    method: CountMethod = NONE,
    order: str | None = None,
    **limits: Any,  # noqa: ANN401
) -> Result:
    """The count; ties go by the alphabet unless `order` says otherwise."""
    budget, costs, ballots = example
    pot = pot_of(budget, costs, **limits)
    return count(pot, ballots_of(ballots), order or pot.ids, method)
