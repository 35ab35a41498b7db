"""Any sequence of votes, changes, withdrawals, mornings, pauses and moves on the roll ends in a round that balances."""

import json
import shutil
import tempfile
import zipfile
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from pbvote.domain.errors import LaterVoteError, NotEligibleError, RoundSuspendedError
from pbvote.services import batch_ballots
from pbvote.services.my_pots import my_receipt
from pbvote.services.roll_lists import list_removal
from pbvote.services.suspend_round import suspend_round
from pbvote.services.withdraw_ballot import withdraw_ballot
from pbvote.verifier.verify import Request, verify
from tests.factories import OPENS, ROUND, YOUTH, open_world
from tests.log_entries import checkpoint_sizes, entries, numbers
from tests.postgres import Cluster
from tests.services.roll_changes import addition, list_additions
from tests.services.verified import written

VOTERS = st.sampled_from([0, 2, 4, 6])
RANKINGS = st.lists(st.sampled_from([each.id for each in YOUTH.projects]), max_size=3, unique=True).map(tuple)
ENOUGH = 3
"""Members that make a morning's batch here, so that small rounds have some."""

SIGNED = ("round.opened", "round.suspended", "round.resumed", "ballots.batched")


class Voting(RuleBasedStateMachine):
    """Four young voters, and a model that knows no more than what each of them holds."""

    def __init__(self, cluster: Cluster | None = None) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="pbvote-machine-"))
        self.database = ExitStack()
        sqlite = f"sqlite:///{self.folder / 'pbvote.db'}"
        url = self.database.enter_context(cluster.database()) if cluster else sqlite
        self.world = open_world(self.folder / "data", url)
        self.now = OPENS
        self.forms = 0
        self.is_paused = False
        self.paused_until = OPENS
        self.holds: dict[int, tuple[tuple[str, ...], str]] = {}
        self.older: dict[int, list[tuple[tuple[str, ...], str]]] = {}
        self.counts: Counter[str] = Counter()
        self.gone: set[int] = set()

    @precondition(lambda self: not self.is_paused)
    @rule(voter=VOTERS, ranking=RANKINGS)
    def cast(self, voter: int, ranking: tuple[str, ...]) -> None:
        if voter in self.gone:
            return self._refuse_who_left(voter, ranking)
        self.forms += 1
        form = (ranking, f"form {self.forms}")
        receipt = self.world.cast(voter, *ranking, key=form[1])
        assert not receipt.repeated
        self.counts["added"] += 1
        if voter in self.holds:
            self.counts["superseded"] += 1
            self.older.setdefault(voter, []).append(self.holds[voter])
        self.holds[voter] = form
        return None

    def _refuse_who_left(self, voter: int, ranking: tuple[str, ...]) -> None:
        try:
            self.world.cast(voter, *ranking, key="after leaving")
        except NotEligibleError:
            return
        raise AssertionError("a vote was taken from somebody who had left the roll")

    @precondition(lambda self: self.holds)
    @rule(data=st.data())
    def send_again(self, data: st.DataObject) -> None:
        voter = data.draw(st.sampled_from(sorted(self.holds)))
        ranking, key = self.holds[voter]
        assert self.world.cast(voter, *ranking, key=key).repeated

    @precondition(lambda self: any(self.older.values()))
    @rule(data=st.data())
    def send_an_older_form(self, data: st.DataObject) -> None:
        voter = data.draw(st.sampled_from(sorted(voter for voter, forms in self.older.items() if forms)))
        ranking, key = data.draw(st.sampled_from(self.older[voter]))
        try:
            self.world.cast(voter, *ranking, key=key)
        except LaterVoteError:
            return
        raise AssertionError("an older form was taken")

    @rule(voter=VOTERS)
    def leave_or_come_back(self, voter: int) -> None:
        """A voter leaves the roll, and their vote is cancelled; or one who left stands on it again."""
        if voter in self.gone:
            change = addition(self.world, f"Member {voter}", key=self.world.members[voter])
            listed = list_additions(self.world, [change])
            self.gone.remove(voter)
        else:
            listed = list_removal(self.world.office, "officer-3", ROUND, self.world.members[voter], "moved-away")
            self.gone.add(voter)
            self.older.pop(voter, None)
            self.counts["annulled"] += self.holds.pop(voter, None) is not None
        self.world.agree("change the roll", list=str(listed))

    @precondition(lambda self: self.holds and not self.is_paused)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        voter = data.draw(st.sampled_from(sorted(self.holds)))
        withdraw_ballot(self.world.office, self.world.seat(voter), "youth")
        self.counts["withdrawn"] += 1
        self.older.setdefault(voter, []).append(self.holds.pop(voter))

    @rule()
    def morning(self) -> None:
        self.now = (self.now + timedelta(days=1)).replace(hour=6)
        if self.now < OPENS + timedelta(days=12):
            with patch.object(batch_ballots, "FEWEST_MEMBERS", ENOUGH):
                self.world.at(self.now)
            self.is_paused = self.is_paused and self.now < self.paused_until

    @precondition(lambda self: not self.is_paused)
    @rule(voter=VOTERS)
    def pause(self, voter: int) -> None:
        suspend_round(self.world.office, "officer-3", ROUND, "technical")
        self.paused_until = self.now + timedelta(hours=24)
        self.is_paused = True
        with pytest.raises(NotEligibleError if voter in self.gone else RoundSuspendedError):
            self.world.cast(voter, key="while paused")

    @precondition(lambda self: self.is_paused)
    @rule()
    def resume(self) -> None:
        self.world.agree("resume")
        self.is_paused = False

    @invariant()
    def everybody_sees_their_own_vote(self) -> None:
        for voter in {0, 2, 4, 6} - self.gone:
            receipt = my_receipt(self.world.office, self.world.seat(voter), "youth")
            assert (receipt is not None) == (voter in self.holds)

    @invariant()
    def everything_that_must_be_signed_is(self) -> None:
        ends = [place + 1 for place, entry in enumerate(entries(self.world)) if entry["kind"] in SIGNED]
        assert checkpoint_sizes(self.world) == ends

    def teardown(self) -> None:
        """Close, publish, and compare with the model and the verifier."""
        try:
            self._finish()
        finally:
            self.world.office.database.close()
            self.database.close()
            shutil.rmtree(self.folder)

    def _finish(self) -> None:
        self.world.close()
        found = numbers(self.world)
        named = ("added", "superseded", "withdrawn", "annulled")
        assert {name: found[name] for name in named} == {name: self.counts[name] for name in named}
        assert found["entitled"] == 4 - len(self.gone)
        assert found["current"] == found["marked"] == len(self.holds)
        self.world.publish()
        public, auditor = written(self.world, self.folder)
        with zipfile.ZipFile(auditor) as bundle:
            ballots = [json.loads(line)["ranking"] for line in bundle.read("pots/youth/ballots.jsonl").splitlines()]
        assert sorted(ballots) == sorted(list(ranking) for ranking, _ in self.holds.values())
        report = verify(Request(public, auditor))
        assert [each for each in report.findings if each.state == "FAIL"] == []


FEW_ROUNDS = settings(
    max_examples=5,
    stateful_step_count=16,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example is a whole round: shrinking takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)


def test_any_sequence_ends_in_a_round_that_balances() -> None:
    run_state_machine_as_test(Voting, settings=FEW_ROUNDS)


def test_any_sequence_ends_so_on_postgresql(postgres: Cluster) -> None:
    class OnPostgres(Voting):
        def __init__(self) -> None:
            super().__init__(postgres)

    run_state_machine_as_test(OnPostgres, settings=settings(FEW_ROUNDS, max_examples=3))
