"""The count in plain words: its rule, what one step looked at, its ties. Numbers that are withheld are not named."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil
from typing import Any

from pbvote.domain.result import FILL, Level, Result, Tie
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


def rule_words(result: Mapping[str, Any]) -> tuple[str, ...]:
    """How the rule of a result.json works."""
    if result["rule"] == "points-greedy":
        return (
            _("Higher choices give more points. The projects with most points come first, as far as the money goes."),
        )
    if result["rule"] == "approval-greedy":
        return (_("The projects that most people chose come first, as far as the money goes."),)
    return (
        _("Everybody gets an equal share of the money, and it follows your choices in order."),
        _("A project wins when the people who want it have enough money left to pay for it.")
        + " "
        + _("They split the cost as evenly as they can."),
    )


def share_words(counted: Result | None) -> tuple[str, ...]:
    """What each person's share was, and why their voting money was more; nothing for rules without shares."""
    parameters = counted.parameters if counted else None
    if counted is None or parameters is None or parameters.real_share is None or parameters.voting_money is None:
        return ()
    shares = {
        "people": number(counted.n),
        "real": down(parameters.real_share),
        "voting": down(parameters.voting_money),
    }
    real = _("The pot split between the %(people)s people who ranked a project is %(real)s each.") % shares
    if parameters.real_share == parameters.voting_money:
        return (real,)
    return (
        real + " " + _("At that size much of the pot stays unspent."),
        _("So the count runs again and again, each time with a little more voting money for everybody.")
        + " "
        + _("In the last run that fits the pot, each person had %(voting)s of voting money.") % shares,
    )


def level_words(level: Level) -> str:
    """Which choices a step looked at."""
    if level == FILL:
        return _("Money left over")
    if level == 0:
        return _("Costs nothing")
    if level is None:
        return _("All choices")
    return _("First choices") if level == 1 else _("First %(number)s choices") % {"number": word(level)}


def tie_words(tie: Tie, titles: Mapping[str, str]) -> str:
    """Who was level in a step, and what the draw decided."""
    others = [titles[each] for each in tie.tied if each != tie.chosen]
    words = {"step": tie.step, "chosen": titles[tie.chosen], "others": listed(others)}
    level = _("In step %(step)s “%(chosen)s” was exactly level with %(others)s.") % words
    drawn = _("The public draw had put “%(chosen)s” first, so it was taken first.") % words
    effect = (
        _("In another order, other projects would have been funded.")
        if tie.decisive
        else _("In another order, the same projects would have been funded.")
    )
    return f"{level} {drawn} {effect}"


def listed(titles: list[str]) -> str:
    """`“A”`, `“A” and “B”`, `“A”, “B” and “C”`."""
    quoted = [f"“{each}”" for each in titles]
    if len(quoted) == 1:
        return quoted[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(quoted[:-1]), "last": quoted[-1]}
