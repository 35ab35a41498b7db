"""Changes of the input that leave a result as it is."""

import os
import subprocess
import sys
from dataclasses import replace
from random import Random

import pytest

from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.ranking import Ranking
from pbvote.domain.rules import CountMethod
from pbvote.tally import count
from tests.tally.examples import EVERY_METHOD
from tests.tally.random_pots import chance_of, random_pot


@pytest.mark.parametrize("method", EVERY_METHOD, ids=lambda method: f"{method.rule}-{method.completion}")
class TestWhatMustNotMatter:
    """Changes of the input that leave the result as it is, under every rule."""

    @pytest.fixture(params=range(12))
    def pot(self, request: pytest.FixtureRequest) -> tuple[CountedPot, list[Ranking], Random]:
        chance = chance_of(5000 + int(request.param))
        return *random_pot(chance), chance

    def test_the_order_of_ballots(self, pot: tuple[CountedPot, list[Ranking], Random], method: CountMethod) -> None:
        paper, ballots, chance = pot
        before = count(paper, ballots, paper.ids, method)
        chance.shuffle(ballots)
        assert before == count(paper, ballots, paper.ids, method)

    def test_merging_and_splitting(self, pot: tuple[CountedPot, list[Ranking], Random], method: CountMethod) -> None:
        paper, ballots, _ = pot
        merged = {ballot: ballots.count(ballot) for ballot in ballots}
        assert count(paper, ballots, paper.ids, method) == count(paper, merged, paper.ids, method)

    def test_the_names_of_projects(self, pot: tuple[CountedPot, list[Ranking], Random], method: CountMethod) -> None:
        """Renamed with the tie order carried along, the same projects win in the same order."""
        paper, ballots, _ = pot
        new = {each: f"z{99 - index}" for index, each in enumerate(paper.ids)}
        renamed = replace(
            paper,
            projects=tuple(CountedProject(new[each.id], each.cost) for each in paper.projects),
            conflicts=tuple(tuple(new[each] for each in conflict) for conflict in paper.conflicts),
            withdrawn=frozenset(new[each] for each in paper.withdrawn),
        )
        cast = [Ranking.tied([new[each] for each in group] for group in ballot.groups) for ballot in ballots]
        before, after = count(paper, ballots, paper.ids, method), count(renamed, cast, renamed.ids, method)
        assert tuple(new[each] for each in before.funded) == after.funded
        assert [each.reason for each in before.projects] == [each.reason for each in after.projects]

    def test_doubling_everybody_and_all_money(
        self, pot: tuple[CountedPot, list[Ranking], Random], method: CountMethod
    ) -> None:
        paper, ballots, _ = pot
        paper = replace(paper, minimum_supporters=0, quorum=0)
        double = replace(
            paper,
            budget=2 * paper.budget,
            projects=tuple(CountedProject(each.id, 2 * each.cost) for each in paper.projects),
        )
        once, twice = count(paper, ballots, paper.ids, method), count(double, ballots * 2, paper.ids, method)
        assert once.funded == twice.funded
        assert once.kept_k == twice.kept_k

    def test_a_blank_ballot(self, pot: tuple[CountedPot, list[Ranking], Random], method: CountMethod) -> None:
        """It is turnout and changes nothing else, once the quorum is reached."""
        paper, ballots, _ = pot
        paper = replace(paper, quorum=0)
        before = count(paper, ballots, paper.ids, method)
        after = count(paper, [*ballots, Ranking()], paper.ids, method)
        assert replace(after, turnout=before.turnout, blank=before.blank) == before

    def test_the_order_of_projects(self, pot: tuple[CountedPot, list[Ranking], Random], method: CountMethod) -> None:
        """Only the list of projects and of removals follows it."""
        paper, ballots, _ = pot
        turned = replace(paper, projects=paper.projects[::-1])
        before, after = count(paper, ballots, paper.ids, method), count(turned, ballots, paper.ids, method)
        assert before.steps == after.steps
        assert before.projects == after.projects[::-1]


def test_hash_seeds_do_not_matter() -> None:
    """Six processes that hash strings differently print the same documents: of every rule, of groups, of analyses."""
    program = (
        "from pbvote.domain.analysis_document import analysis_document\n"
        "from pbvote.domain.result_document import document\n"
        "from pbvote.tally import analyse, count\n"
        "from tests.tally.random_pots import chance_of, random_grouped_pot, random_pot\n"
        "from tests.tally.examples import EVERY_METHOD\n"
        "for seed in range(20):\n"
        "    pot, ballots = random_pot(chance_of(seed))\n"
        "    print([document(count(pot, ballots, pot.ids, method)) for method in EVERY_METHOD])\n"
        "for seed in range(30):\n"
        "    pot, ballots = random_grouped_pot(chance_of(seed))\n"
        "    result = count(pot, ballots, pot.ids)\n"
        "    print(document(result), analysis_document(analyse(pot, ballots, pot.ids, result)))\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "012345"
    }
    assert len(printed) == 1
    assert len(printed.pop()) > 30_000
