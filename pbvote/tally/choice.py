"""Choices by score alone: the greedy rules, the fill, and projects that cost nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pbvote.tally.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Choice:
    """A project that was next, with all that were level with it (itself too) in tie order.

    `money_left`: minor units of the budget afterwards. `is_funded` is False when it did not fit and the count stopped.
    """

    project: int
    tied: tuple[int, ...]
    money_left: int
    is_funded: bool = True


def choose_by_score(
    prepared: Prepared, scores: Sequence[int], candidates: Collection[int], money: int, *, stop: bool = False
) -> list[Choice]:
    """Fund candidates by score, largest first, while `money` lasts; one that shares a conflict is out.

    `candidates` in tie order. Without `stop`, one that does not fit is passed over; with it, the count ends there,
    and the last choice says so.
    """
    open_ = sorted(candidates, key=lambda project: -scores[project])
    choices: list[Choice] = []
    while open_ := [project for project in open_ if stop or prepared.costs[project] <= money]:
        chosen = open_[0]
        tied = tuple(project for project in open_ if scores[project] == scores[chosen])
        if prepared.costs[chosen] > money:
            return [*choices, Choice(chosen, tied, money, is_funded=False)]
        money -= prepared.costs[chosen]
        choices.append(Choice(chosen, tied, money))
        out = prepared.rivals[chosen] | {chosen}
        open_ = [project for project in open_ if project not in out]
    return choices


def choose_free(prepared: Prepared, order: Sequence[int], money: int) -> list[Choice]:
    """The candidates of cost 0 in tie order; level with each other only where they share a conflict.

    `money` (minor units) is what is left of before and after each.
    """
    open_ = [project for project in order if project in prepared.candidates and not prepared.costs[project]]
    choices = []
    while open_:
        chosen = open_[0]
        rivals = prepared.rivals[chosen]
        tied = tuple(project for project in open_ if project == chosen or project in rivals)
        choices.append(Choice(chosen, tied, money))
        open_ = [project for project in open_ if project not in tied]
    return choices


def still_open(prepared: Prepared, order: Sequence[int], funded: Collection[int]) -> list[int]:
    """The candidates in tie order that are neither funded nor in conflict with a funded one."""
    out = set(funded).union(*(prepared.rivals[project] for project in funded))
    return [project for project in order if project in prepared.candidates and project not in out]
