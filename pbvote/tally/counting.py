"""The door of this room: a pot, its ballots and a tie order become a result with its trace."""

from collections.abc import Iterable, Mapping, Sequence

from pbvote.domain.counted_pot import CountedPot, CountInputError
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result, Tie
from pbvote.domain.rules import CountMethod
from pbvote.tally.assembly import Counted, assembled
from pbvote.tally.outcome import Outcome
from pbvote.tally.prepared import Prepared, prepare
from pbvote.tally.profile import merged
from pbvote.tally.rule import TALLY_RULES, Options
from pbvote.tally.ties import judged


def count(
    pot: CountedPot,
    ballots: Iterable[Ranking] | Mapping[Ranking, int],
    tie_order: Sequence[str],
    method: CountMethod | None = None,
    given_points: Mapping[str, int] | None = None,
) -> Result:
    """Count a pot. Neither the order of the ballots nor their merging changes the result.

    `ballots`: rankings, or how often each was cast. `tie_order`: all project ids, the preferred first. `method`: by
    default ranked equal shares completed by add1u. `given_points`: the sums of points of ballots that give points
    instead of places; their rankings hold all chosen projects tied. Raises CountInputError.
    """
    method = method or CountMethod()
    rule, ids = TALLY_RULES[method.rule], pot.ids
    if sorted(tie_order) != sorted(ids):
        raise CountInputError("The tie order must name every project of the pot once and no other.")
    if given_points is not None and rule.needs_places:
        raise CountInputError(f"{method.rule} needs ballots that put projects in places, not ballots with points.")
    prepared = prepare(pot, merged(ballots), given_points)
    options = _options(method, prepared, has_given_points=given_points is not None)
    outcome, ties = Outcome(), tuple[Tie, ...]()
    if prepared.is_counted:
        position = {project: index for index, project in enumerate(ids)}
        order = tuple(position[project] for project in tie_order)
        running = rule.begin(prepared, options)
        outcome = running.outcome(order)
        ties = judged(running, outcome.ties, order, ids)
    return assembled(Counted(prepared, rule, options, outcome, ties, tuple(tie_order)))


def _options(method: CountMethod, prepared: Prepared, *, has_given_points: bool) -> Options:
    completion = method.chosen_completion
    step = method.share_step
    if completion == "none":
        step = None
    elif step is None and prepared.n:
        step = max(1, prepared.pot.budget // (100 * prepared.n))
    return Options(completion, step, method.on_overflow, has_given_points)
