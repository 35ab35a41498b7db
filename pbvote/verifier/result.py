"""The document of a count, key by key as docs/result-format.md says."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple, Optional, Union

from .completion import voting_money
from .count import Outcome, count_outcome, order_of, share_step
from .electorate import Electorate
from .equal_shares import WatchedEqualRun
from .group_list import list_groups
from .pot import GREEDY_ORDERS, SHARES, Ballot, Pot, Profile, check_pot
from .reasons import explain
from .shapes import Record
from .steps import list_steps, rational
from .ties import TieJudge
from .watched import WatchedRun, largest_payments


class Counted(NamedTuple):
    """A pot with everything that its document is made from."""

    pot: Pot
    profile: Profile
    outcome: Outcome
    watched: Union[WatchedRun, WatchedEqualRun, None]
    judge: TieJudge

    @property
    def nothing(self) -> bool:
        """The quorum was missed or nobody ranked anything."""
        return self.profile.turnout < self.pot.quorum or self.profile.n == 0


def count_pot(pot: Pot, ballots: Iterable[Ballot]) -> Record:
    """Count the ballots of a pot and give the whole document; MalformedError for a rule not known here."""
    return document_of(count_in_full(pot, ballots))


def count_in_full(pot: Pot, ballots: Iterable[Ballot]) -> Counted:
    """Count the ballots of a pot, with everything that its document is made from."""
    check_pot(pot)
    profile = Profile(pot, ballots)
    electorate = Electorate(profile, len(pot.ids))
    outcome = count_outcome(pot, profile, electorate)
    watched = None
    if outcome.hall is not None and outcome.kept is not None:
        watched = outcome.hall.watch(outcome.kept.k)
    judge = TieJudge(pot, profile, electorate, outcome)
    return Counted(pot, profile, outcome, watched, judge)


def document_of(counted: Counted) -> Record:
    """Give the whole document of a count."""
    pot, profile, outcome = counted.pot, counted.profile, counted.outcome
    spent = sum(pot.costs[each] for each in outcome.funded)
    document: Record = {
        "rule": pot.rule,
        "completion": pot.completion,
        "parameters": _parameters(counted),
        "budget": pot.budget,
        "turnout": profile.turnout,
        "blank": profile.blank,
        "n": profile.n,
        "funded": [pot.ids[each] for each in outcome.funded],
        "spent": spent,
        "left": pot.budget - spent,
        "tie_order": [pot.ids[each] for each in pot.tie_order],
        "removed": [{"id": pot.ids[each], "why": why} for each, why in sorted(profile.removed.items())],
        "steps": list_steps(pot, profile, outcome),
        "ties": _ties(counted),
        "completion_runs": _completion_runs(counted),
        "kept_k": 0 if outcome.kept is None else outcome.kept.k,
        "groups": list_groups(pot, profile, counted.watched if isinstance(counted.watched, WatchedRun) else None),
        "warnings": [],
    }
    projects = [_project(counted, each) for each in range(len(pot.ids))]
    for each, project in enumerate(projects):
        project["reason"] = explain(document, project, _spent_on(counted, each))
    document["projects"] = projects
    return document


def _parameters(counted: Counted) -> Record:
    pot, profile = counted.pot, counted.profile
    in_groups = pot.rule == SHARES and bool(pot.groups)
    step = None if pot.completion == "none" else pot.share_step
    if pot.completion != "none" and profile.n:
        step = share_step(pot, profile)
    real, money = None, None
    if pot.rule not in GREEDY_ORDERS and profile.n and not in_groups:
        kept_k = 0 if counted.outcome.kept is None else counted.outcome.kept.k
        real = rational(Fraction(pot.budget, profile.n))
        money = rational(voting_money(pot, profile.n, step or 0, kept_k))
    return {
        "conflicts": [[pot.ids[each] for each in group] for group in _conflict_sets(pot)],
        "max_ranks": pot.max_ranks,
        "max_ratio": pot.max_ratio if in_groups else None,
        "min_group": pot.min_group if in_groups else None,
        "minimum_supporters": pot.minimum_supporters,
        "on_overflow": pot.on_overflow if pot.rule in GREEDY_ORDERS else None,
        "order_by": order_of(pot, profile),
        "quorum": pot.quorum,
        "real_share": real,
        "share_step": step,
        "voting_money": money,
    }


def _conflict_sets(pot: Pot) -> list[tuple[int, ...]]:
    return sorted({tuple(sorted(set(group))) for group in pot.conflicts})


def _project(counted: Counted, project: int) -> Record:
    pot, profile = counted.pot, counted.profile
    best_money, best_step = _best(counted, project)
    return {
        "id": pot.ids[project],
        "cost": pot.costs[project],
        "state": _state(counted, project),
        "supporters": profile.supporters[project],
        "first_choices": profile.first_choices[project],
        "points": profile.points[project],
        "best_money": best_money,
        "best_step": best_step,
    }


def _state(counted: Counted, project: int) -> str:
    if project in counted.profile.removed:
        return "removed"
    if project not in counted.outcome.funded:
        return "unfunded"
    in_fill = any(project == each.project for each in counted.outcome.greedy.taken)
    return "filled" if in_fill and counted.pot.rule not in GREEDY_ORDERS else "funded"


def _best(counted: Counted, project: int) -> tuple[Optional[str], Optional[int]]:
    best = None if counted.watched is None else counted.watched.best[project]
    if best is None or counted.outcome.kept is None:
        return None, None
    money, before = best
    after_all = before == len(counted.outcome.kept.purchases)
    return rational(money), None if after_all else len(counted.outcome.free) + before + 1


def _spent_on(counted: Counted, project: int) -> list[int]:
    if counted.watched is None:
        return []
    return [len(counted.outcome.free) + 1 + each for each in largest_payments(counted.watched.paid, project)]


def _ties(counted: Counted) -> list[Record]:
    outcome = counted.outcome
    run = () if outcome.kept is None else outcome.kept.purchases
    tied = [each.tied for each in outcome.free]
    tied += [each.tied for each in run]
    tied += [each.tied for each in outcome.greedy.taken] + [outcome.greedy.last_tie]
    return [_tie(counted, step, each) for step, each in enumerate(tied, 1) if len(each) > 1]


def _tie(counted: Counted, step: int, tied: tuple[int, ...]) -> Record:
    names = [counted.pot.ids[each] for each in tied]
    decisive = counted.judge.is_decisive(tied)
    return {"step": step, "tied": names, "chosen": names[0], "decisive": decisive}


def _completion_runs(counted: Counted) -> list[Record]:
    completed, free = counted.outcome.completed, len(counted.outcome.free)
    if completed is None:
        return []
    return [{"k": each.k, "spent": each.spent, "funded_count": free + len(each.purchases)} for each in completed.listed]
