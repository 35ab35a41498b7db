"""Where one voter's own voting money went: from the trace and the voter's ranking alone, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pbvote.domain.ballot import EVERYBODY
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result, Step
from pbvote.domain.rules import RANKED_EQUAL_SHARES


@dataclass(frozen=True, slots=True)
class OwnShare:
    """What one voter paid: (step, project id, minor units) in order of steps, and what stayed unspent."""

    payments: tuple[tuple[int, str, Fraction], ...] = ()
    unspent: Fraction = Fraction(0)

    @property
    def money(self) -> Fraction:
        """The voting money that the voter had."""
        return self.unspent + sum(amount for _, _, amount in self.payments)


def own_share(result: Result, ranking: Ranking, group: str = EVERYBODY) -> OwnShare:
    """Where the voting money of a voter with this ranking went in the kept run.

    `result` with nothing withheld. Nothing was paid and nothing is left where the rule is not ranked equal shares,
    where nothing was counted, and for a blank vote. Raises KeyError for a group that the result does not list.
    """
    if result.rule != RANKED_EQUAL_SHARES.rule_id or not result.is_counted or ranking.is_blank:
        return OwnShare()
    left, places = _voting_money(result, group), _places(result, ranking)
    payments = []
    for step in result.steps:
        paid = min(left, _asked(step, places))
        if paid:
            payments.append((step.step, step.project, paid))
            left -= paid
    return OwnShare(tuple(payments), left)


def _voting_money(result: Result, group: str) -> Fraction:
    if not result.groups:
        return result.parameters.voting_money or Fraction(0)
    groups = {each.id: each for each in result.groups}
    counted_in = groups[groups[group].joined or group]
    return counted_in.voting_money or Fraction(0)


def _places(result: Result, ranking: Ranking) -> dict[str, int]:
    # Closed up: what was removed leaves no gap.
    gone = {removal.id for removal in result.removed}
    left = (tuple(project for project in group if project not in gone) for group in ranking.groups)
    return dict(Ranking(tuple(filter(None, left))).placed())


def _asked(step: Step, places: Mapping[str, int]) -> Fraction:
    # Only a step of the run asks for voting money, and only of who has the project that high.
    place = places.get(step.project)
    is_asked = place is not None and isinstance(step.level, int) and place <= step.level
    return step.rho or Fraction(0) if is_asked else Fraction(0)
