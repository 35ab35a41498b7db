"""Where the voting money of all voters went: one bar, and the same in a table. Real money has a bar of its own.

What a project cost is public, and in a run its supporters paid all of it; so nothing here rests on few people.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pbvote.domain.result import FILL, Result, Step
from pbvote.web.count_words import has_voting_money, listed
from pbvote.web.language import _, ngettext
from pbvote.web.moneybar import HUNDREDTHS, MoneyBar, money_bar
from pbvote.web.presenters import money, number


@dataclass(frozen=True, slots=True)
class VotingMoney:
    """The chart, its table (project, people, voting money, part of a hundred) and what they mean."""

    title: str
    bar: MoneyBar
    rows: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]


def voting_money_of(counted: Result | None, titles: Mapping[str, str]) -> VotingMoney | None:
    """Where it went; None under T0, and under rules in which nobody has money to spend."""
    if counted is None or not has_voting_money(counted):
        return None
    total = total_of(counted)
    paid = paid_steps(counted)
    shares = [(titles[each.project], each.cost) for each in paid]
    bar = money_bar(total, shares, _("Not spent"))
    rows = [(titles[each.project], _people(each), money(each.cost), _part(each.cost, total)) for each in paid]
    rows.append((bar.left_name, "", money(bar.left), _part(bar.left, total)))
    title = _("How the %(amount)s of voting money was used") % {"amount": money(total)}
    return VotingMoney(title, bar, tuple(rows), _words(counted, bar, titles))


def total_of(counted: Result) -> int:
    """The voting money of all voters in the kept run, in pence."""
    each = counted.parameters.voting_money
    if each is not None:
        return int(each * counted.n)
    larger = counted.parameters.share_step or 0
    return int(Fraction(counted.budget + counted.kept_k * counted.n * larger))


def paid_steps(counted: Result) -> tuple[Step, ...]:
    """The steps that voting money paid for."""
    return tuple(step for step in counted.steps if step.level != FILL and step.cost)


def _people(step: Step) -> str:
    return _("fewer than 10") if step.supporters is None else number(step.supporters)


def _part(amount: int, total: int) -> str:
    """Of every hundred pounds, in pounds and pence."""
    return money(amount * HUNDREDTHS // total)


def _words(counted: Result, bar: MoneyBar, titles: Mapping[str, str]) -> tuple[str, ...]:
    amounts = {"all": money(bar.amount), "pot": money(counted.budget), "unspent": money(bar.left)}
    whose = _("In the count each voter had voting money. It could pay only for projects that this voter ranked.")
    unspent = _("%(unspent)s of it was not spent.") % amounts
    if not bar.left:
        unspent = _("All of it was spent.")
    elif not bar.parts:
        unspent = _("None of it was spent.")
    words = [f"{whose} {unspent}"]
    if bar.amount > counted.budget:
        words.append(
            _("Voting money is only for counting. All together it was %(all)s, and the real pot is %(pot)s.") % amounts
            + " "
            + _("So voting money that was not spent is not money that is left in the pot.")
        )
    filled = [titles[step.project] for step in counted.steps if step.level == FILL]
    if filled:
        words.append(_filled(filled))
    return tuple(words)


def _filled(titles: list[str]) -> str:
    words = ngettext(
        "%(projects)s is not in this chart. Its money came from what was left of the pot.",
        "%(projects)s are not in this chart. Their money came from what was left of the pot.",
        len(titles),
    )
    return words % {"projects": listed(titles)}
