"""The same files counted by our verifier and by pabutools, each as its authors mean it to be used."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.timing import timed
from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.rules import CountMethod
from pbvote.formats.ballot_door import read_ballot_file
from pbvote.services.tally_file import ballots_of, counted_pot
from pbvote.verifier.pot import Ballot, Pot
from pbvote.verifier.result import count_pot

NOT_THERE = "pabutools is not installed, so it is not measured: pip install 'pbvote[bench]' puts it in place."


def verifiers(path: Path, method: CountMethod) -> Callable[[], object]:
    """A count of a file by the second implementation, read and ready."""
    file = read_ballot_file(path)
    pot, number = counted_pot(file), {each.id: at for at, each in enumerate(file.projects)}
    ballots = [
        Ballot(tuple(tuple(number[each] for each in group) for group in ballot.ranking.groups))
        for ballot, times in ballots_of(file).items()
        for _ in range(times)
    ]
    asked = _as_the_verifier_takes_it(pot, method)
    return lambda: count_pot(asked, ballots)


def _as_the_verifier_takes_it(pot: CountedPot, method: CountMethod) -> Pot:
    at = {each.id: position for position, each in enumerate(pot.projects)}
    return Pot(
        budget=pot.budget,
        ids=pot.ids,
        costs=tuple(each.cost for each in pot.projects),
        tie_order=tuple(range(len(pot.ids))),
        withdrawn=frozenset(at[each] for each in pot.withdrawn),
        rule=method.rule,
        completion=method.chosen_completion,
        share_step=method.share_step,
        max_ranks=pot.max_ranks,
    )


def has_pabutools() -> bool:
    """Whether the extra `bench` is there."""
    try:
        import pabutools  # noqa: F401, PLC0415 - only asked whether it is there: it is no dependency
    except ImportError:
        return False
    return True


def pabutools_seconds(path: Path, rule: str) -> float:
    """Seconds of `pb_ear` or of its equal shares with costs on one file, reading not counted. Needs the extra."""
    from pabutools.election import Cost_Sat, parse_pabulib  # noqa: PLC0415 - the extra may be missing
    from pabutools.rules import method_of_equal_shares  # noqa: PLC0415 - as above
    from pabutools.rules.pb_ear import pb_ear  # noqa: PLC0415 - as above

    read: tuple[Any, Any] = parse_pabulib(str(path))
    instance, profile = read[0], read[1].as_multiprofile()
    if rule == "pb_ear":
        return timed(lambda: pb_ear(instance, profile))[1]
    return timed(lambda: method_of_equal_shares(instance, profile, sat_class=Cost_Sat))[1]
