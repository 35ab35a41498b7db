"""The count in plain words: its shares, what one step looked at, its ties. Numbers that are withheld are not named."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from pbvote.domain.result import FILL, Level, Result, Step, Tie
from pbvote.domain.rules import EQUAL_SHARES_COST, EQUAL_SHARES_POINTS, EXPANDING_APPROVALS
from pbvote.web.language import _
from pbvote.web.presenters import money, number, word

PENCE = 100


def down(amount: Fraction) -> str:
    """An amount in pence, rounded down to a penny."""
    return money(int(amount))


def up(amount: Fraction) -> str:
    """The same, rounded up: what nobody paid more than."""
    return money(ceil(amount))


def whole_pounds(amount: Fraction) -> str:
    """The same, rounded down to a pound: for long lists and charts."""
    return money(int(amount / PENCE) * PENCE)


def has_voting_money(counted: Result) -> bool:
    """Whether voters had money to spend: not in greedy rules, nor where nothing was counted; weights are no money."""
    if counted.rule == EXPANDING_APPROVALS.rule_id:
        return False
    shares = (counted.parameters.voting_money, *(group.voting_money for group in counted.groups))
    return any(share is not None for share in shares)


def most_paid(counted: Result, step: Step) -> Fraction | None:
    """What nobody paid more than in a step; None where that is withheld, or is a price for each point."""
    if step.rho is None or counted.rule == EQUAL_SHARES_POINTS.rule_id:
        return None
    return step.rho * step.cost if counted.rule == EQUAL_SHARES_COST.rule_id else step.rho


def share_words(counted: Result | None) -> tuple[str, ...]:
    """What each person's share was, and why their voting money was more; nothing for rules without shares."""
    if counted and counted.groups and has_voting_money(counted):
        return _group_share_words(counted)
    parameters = counted.parameters if counted else None
    if counted is None or parameters is None or not has_voting_money(counted):
        return ()
    if parameters.real_share is None or parameters.voting_money is None:
        return ()
    shares = {
        "people": number(counted.n),
        "real": down(parameters.real_share),
        "voting": down(parameters.voting_money),
    }
    real = _("The pot split between the %(people)s people who ranked a project is %(real)s each.") % shares
    if parameters.real_share == parameters.voting_money:
        return (real,)
    if parameters.real_share > parameters.voting_money:
        return (real + " " + _("In the count each person had %(voting)s of voting money.") % shares,)
    end = _("In the last run that fits the pot, each person had %(voting)s of voting money.") % shares
    return (" ".join(filter(None, (real, _unspent(counted)))), f"{_again()} {end}")


def _group_share_words(counted: Result) -> tuple[str, ...]:
    each = _("The voting money was divided between the groups of voters, and then evenly inside each group.")
    if not counted.kept_k:
        return (each,)
    whole = Fraction(counted.budget + counted.kept_k * counted.n * (counted.parameters.share_step or 0))
    words = {"pot": money(counted.budget), "voting": down(whole)}
    begin = _("Shared out like that, the %(pot)s of the pot is the voting money of the first run.") % words
    end = _("In the last run that fits the pot, all voters together had %(voting)s of voting money.") % words
    return (each, " ".join(filter(None, (begin, _unspent(counted)))), f"{_again()} {end}")


def _unspent(counted: Result) -> str:
    """What the first run leaves, which is why there is a second one."""
    left = counted.budget - counted.completion_runs[0].spent if counted.completion_runs else 0
    if left <= 0:
        return ""
    return _("One run of the count with only that much leaves %(left)s of the pot unspent.") % {"left": money(left)}


def _again() -> str:
    return _("So the count runs again and again, each time with a little more voting money for everybody.")


def level_words(level: Level) -> str:
    """Which choices a step looked at."""
    if level == FILL:
        return _("Money left over")
    if level == 0:
        return _("Costs nothing")
    if level is None:
        return _("All choices")
    return _("First choices") if level == 1 else _("First %(number)s choices") % {"number": word(level)}


@dataclass(frozen=True, slots=True)
class TieWords:
    """A tie in words, and whether the draw decided who is funded."""

    text: str
    decisive: bool


def tie_words(tie: Tie, titles: Mapping[str, str]) -> TieWords:
    """Who was level in a step, and what the draw decided."""
    others = [titles[each] for each in tie.tied if each != tie.chosen]
    words = {"step": tie.step, "chosen": titles[tie.chosen], "others": listed(others)}
    level = _("In step %(step)s “%(chosen)s” was exactly level with %(others)s.") % words
    drawn = _("The public draw had put “%(chosen)s” first, so it was taken first.") % words
    effect = (
        _("With another of them first, other projects would have been funded.")
        if tie.decisive
        else _("With any other of them first, the same projects would have been funded.")
    )
    return TieWords(f"{level} {drawn} {effect}", tie.decisive)


def listed(titles: list[str]) -> str:
    """`“A”`, `“A” and “B”`, `“A”, “B” and “C”`."""
    quoted = [f"“{each}”" for each in titles]
    if len(quoted) == 1:
        return quoted[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(quoted[:-1]), "last": quoted[-1]}
