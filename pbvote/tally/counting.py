"""The door of this room: a pot, its ballots and a tie order become a result with its trace."""

from collections.abc import Iterable, Mapping, Sequence

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedPot, CountInputError
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result, Tie
from pbvote.domain.rules import CountMethod
from pbvote.tally.assembly import Counted, assembled
from pbvote.tally.completion import OnRun
from pbvote.tally.merging import blank_among, merged, profile_of
from pbvote.tally.outcome import Outcome
from pbvote.tally.prepared import Prepared, prepare_profile
from pbvote.tally.profile import Profile
from pbvote.tally.rule import TALLY_RULES, Options
from pbvote.tally.ties import judged


def count(
    pot: CountedPot,
    ballots: Iterable[Ballot | Ranking] | Mapping[Ballot, int] | Mapping[Ranking, int],
    tie_order: Sequence[str],
    method: CountMethod | None = None,
    *,
    on_run: OnRun | None = None,
) -> Result:
    """Count a pot. Neither the order of the ballots nor their merging changes the result.

    `ballots`: ballots or rankings, or how often each was cast; a ranking is a ballot of the group `all` without points.
    `tie_order`: all project ids, the preferred first. `method`: by default ranked equal shares completed by add1u.
    `on_run` is told each run of a completion as it is made. Raises CountInputError.
    """
    found = merged(ballots)
    return count_profile(pot, profile_of(pot, found), tie_order, method, blank=blank_among(found), on_run=on_run)


def count_profile(  # noqa: PLR0913 - as `count`, and the ballots that rank nothing
    pot: CountedPot,
    profile: Profile,
    tie_order: Sequence[str],
    method: CountMethod | None = None,
    *,
    blank: int = 0,
    on_run: OnRun | None = None,
) -> Result:
    """The same count of ballots in arrays: Profile.of_arrays makes them. `blank`: how many rank nothing."""
    method = method or CountMethod()
    rule, ids = TALLY_RULES[method.rule], pot.ids
    if sorted(tie_order) != sorted(ids):
        raise CountInputError("The tie order must name every project of the pot once and no other.")
    if profile.given is not None and rule.needs_places:
        raise CountInputError(f"{method.rule} needs ballots that put projects in places, not ballots with points.")
    prepared = prepare_profile(pot, profile, blank)
    options = options_of(method, prepared, on_run)
    outcome, ties = Outcome(), tuple[Tie, ...]()
    if prepared.is_counted:
        position = {project: index for index, project in enumerate(ids)}
        order = tuple(position[project] for project in tie_order)
        running = rule.begin(prepared, options)
        outcome = running.outcome(order)
        ties = judged(running, outcome.ties, order, ids)
    return assembled(Counted(prepared, rule, options, outcome, ties, tuple(tie_order)))


def options_of(method: CountMethod, prepared: Prepared, on_run: OnRun | None = None) -> Options:
    """The method with its defaults filled in for this pot."""
    completion = method.chosen_completion
    step = method.share_step
    if completion == "none":
        step = None
    elif step is None and prepared.n:
        step = TALLY_RULES[method.rule].default_step(prepared)
    return Options(completion, step, method.on_overflow, prepared.cast.given is not None, on_run)
