"""The kept run of a real district, to be run again with one thing changed in earnest."""

from dataclasses import dataclass, replace
from pathlib import Path

from pbvote.domain.result import Result
from pbvote.domain.rules import CountMethod
from pbvote.services.file_ballots import profile_of_file
from pbvote.services.tally_file import TallyFile, read_input
from pbvote.tally import count_profile
from pbvote.tally.confirmation import WholeCount
from pbvote.tally.kept_run import KeptRun, kept_run, positions_of
from pbvote.tally.prepared import prepare_profile
from pbvote.tally.supporter_index import index_of


@dataclass(frozen=True, slots=True)
class District:
    """A counted district of Kraków: real ballots, real prices."""

    whole: WholeCount
    result: Result
    kept: KeptRun

    def funds_at(self, project: int, price: int) -> bool:
        """Whether the kept run funds a project that costs so much."""
        costs = list(self.kept.prepared.costs)
        costs[project] = price
        changed = replace(self.kept, prepared=replace(self.kept.prepared, costs=tuple(costs)))
        return project in changed.start().finish().funded

    def funds_with(self, project: int, more: int) -> bool:
        """Whether the run with so many further ballots in it, and the same money in all, funds the project."""
        pot, cast = self.whole.pot, self.whole.with_more(project, more, 0).cast
        prepared = prepare_profile(pot, cast, 0)
        changed = replace(self.kept, prepared=prepared, index=index_of(prepared.profile))
        return project in changed.start().finish().funded


def district(shared: Path, name: str) -> District:
    """A district of 2024, counted with the default method."""
    method = CountMethod()
    found = read_input(TallyFile(shared / "data" / "pabulib" / f"Poland_Krakow_2024_{name}.pb", method))
    profile = profile_of_file(found.file)
    whole = WholeCount(found.pot, profile, 0, positions_of(found.pot, found.order), method)
    result = count_profile(found.pot, profile, found.order, method)
    return District(whole, result, kept_run(prepare_profile(found.pot, profile, 0), result))
