"""A whole round on real ballots, through the services that every vote goes through. Only the clock is shifted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

from pbvote.domain.errors import DatabaseNotEmptyError, PbvoteError
from pbvote.services.appoint_officer import appoint_officers
from pbvote.services.cast_ballot import CastBallot, cast_ballot
from pbvote.services.check_count import check_count
from pbvote.services.enrol_members import NewMember, enrol_members
from pbvote.services.install import Release, Trust, install
from pbvote.services.office import Office
from pbvote.services.plan_round import plan_round
from pbvote.services.print_codes import Printing
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.services.receipts import Receipt
from pbvote.services.rehearsal_plan import POT, ROUND, VOTING_DAYS, ZONE, RehearsalBallots, birthday, plan_rehearsal
from pbvote.services.seat import Seat
from pbvote.services.tick import tick
from pbvote.services.withdraw_ballot import withdraw_ballot
from pbvote.storage.queries.public_log import closing_entry, log_page
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.tables import RoundRow

TRUST = Trust("A rehearsal trust", "Nowhere", "none", "This is a rehearsal with ballots that were cast elsewhere.")
OFFICERS = ("First Officer", "Second Officer", "Third Officer")
SEED = "rehearsal 4 17 23 31 40 52"

CHANGE_EVERY, WITHDRAW_EVERY, REPEAT_EVERY = 50, 101, 37
"""Each so-manieth voter votes otherwise first, takes a vote back and votes again, or sends the form twice."""


class RetryDiffersError(PbvoteError):
    """A repeated request got another receipt: a defect that a rehearsal exists to find."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that is done: what it was, its figure, and its time where it ran in turns with another."""

    name: str
    figure: str
    seconds: float | None = None


@dataclass(slots=True)
class _Tally:
    cast: int = 0
    changed: int = 0
    withdrawn: int = 0
    repeated: int = 0
    members: tuple[str, ...] = field(default=())


def rehearse(
    office: Office, ballots: RehearsalBallots, release: Release, progress: Callable[[int, int], None]
) -> Iterator[Stage]:
    """Hold the round and yield each stage when it is done; `progress` hears ballots cast and ballots in all."""
    done = _Tally()
    yield _set_up(office, ballots, release)
    yield _enrol(office, ballots, done)
    yield _prepare(office)
    yield from _vote(office, ballots, done, progress)
    yield _close(office)
    yield _agree(office, "draw", f"seed “{SEED}”", seed=SEED)
    yield _agree(office, "count", f"{len(ballots.pot.projects)} projects by {ballots.pot.rule}")
    yield _check(office)
    yield _agree(office, "publish", "result and bundles")


def _set_up(office: Office, ballots: RehearsalBallots, release: Release) -> Stage:
    try:
        install(office, TRUST, release, shifted=True)
    except DatabaseNotEmptyError as error:
        raise DatabaseNotEmptyError("The database is not empty. A rehearsal needs an empty one.") from error
    appoint_officers(office, OFFICERS)
    with office.database.read() as db:
        plan = plan_rehearsal(ballots, office.clock.now(db))
    plan_round(office, plan)
    _protected(office, "approve the schedule")
    return Stage("set up", f"1 trust, {len(OFFICERS)} officers, 1 pot, {len(ballots.pot.projects)} projects")


def _enrol(office: Office, ballots: RehearsalBallots, done: _Tally) -> Stage:
    people = [NewMember(f"Voter {number + 1}", birthday(number)) for number in range(len(ballots.rankings))]
    done.members = enrol_members(office, ROUND, people)
    return Stage("enrol", f"{len(done.members):,} members")


def _prepare(office: Office) -> Stage:
    _protected(office, "freeze")
    printing = _protected(office, "print codes")
    _protected(office, "seal the roll")
    _move(office, _round(office).opens_at)
    tick(office)
    return Stage("freeze, print, seal, open", f"{printing:,} codes")


def _vote(
    office: Office, ballots: RehearsalBallots, done: _Tally, progress: Callable[[int, int], None]
) -> Iterator[Stage]:
    opened, total, started, batching = _round(office).opens_at, len(ballots.rankings), perf_counter(), 0.0
    for day in range(VOTING_DAYS):
        today = range(total * day // VOTING_DAYS, total * (day + 1) // VOTING_DAYS)
        for number in today:
            _vote_as(office, ballots, done, number)
            progress(number + 1, total)
        since = perf_counter()
        _move(office, _six_in_the_morning(opened, day + 1))
        tick(office)
        batching += perf_counter() - since
    casting = perf_counter() - started - batching
    repeats = f"{done.changed:,} changed, {done.withdrawn:,} taken back, {done.repeated:,} repeated"
    yield Stage("cast", f"{done.cast:,} casts by {total:,} voters ({repeats})", casting)
    yield Stage(
        "morning batches", f"{_entries(office, 'ballots.batched'):,} entries in {VOTING_DAYS} mornings", batching
    )


def _vote_as(office: Office, ballots: RehearsalBallots, done: _Tally, number: int) -> None:
    """Cast one ballot as its voter, some after another vote that is then changed or taken back."""
    seat, ranking = Seat(ROUND, done.members[number]), ballots.rankings[number]
    if number % CHANGE_EVERY == 0:
        _cast(office, seat, ranking[::-1][:1], f"first {number}", done)
        done.changed += 1
    if number % WITHDRAW_EVERY == 1:
        _cast(office, seat, ranking[:1], f"withdrawn {number}", done)
        withdraw_ballot(office, seat, ballots.pot.id)
        done.withdrawn += 1
    receipt = _cast(office, seat, ranking, f"vote {number}", done)
    if number % REPEAT_EVERY == 0:
        again = cast_ballot(office, seat, CastBallot(ballots.pot.id, ranking, f"vote {number}"))
        done.repeated += 1
        if again.note != receipt.note or not again.repeated:
            raise RetryDiffersError(f"Voter {number + 1} got another receipt for the same request.")


def _cast(office: Office, seat: Seat, ranking: tuple[str, ...], key: str, done: _Tally) -> Receipt:
    done.cast += 1
    return cast_ballot(office, seat, CastBallot(POT, ranking, key))


def _close(office: Office) -> Stage:
    _move(office, _round(office).closes_at + timedelta(seconds=121))
    tick(office)
    with office.database.read() as db:
        numbers = closing_entry(db, ROUND)["pots"][0]
    figures = ", ".join(f"{name} {numbers[name]:,}" for name in ("added", "superseded", "withdrawn", "current"))
    return Stage("close", f"{figures}: the numbers agree")


def _check(office: Office) -> Stage:
    """The server's own check, without which nothing can be published; the verifier runs once more at the end."""
    run = check_count(office, ROUND)
    return Stage("check", f"{run.passed} checks passed, {len(run.failed)} failed")


def _agree(office: Office, act: str, figure: str, **arguments: str) -> Stage:
    _protected(office, act, **arguments)
    return Stage(act, figure)


def _protected(office: Office, act: str, **arguments: str) -> int:
    """Prepared by one officer, confirmed by another; how many codes were printed."""
    number = prepare_act(office, "officer-1", ROUND, act, **arguments)
    printing = confirm_act(office, "officer-2", number)
    return len(printing.codes) if isinstance(printing, Printing) else 0


def _round(office: Office) -> RoundRow:
    with office.database.read() as db:
        return round_row(db, ROUND)


def _entries(office: Office, kind: str) -> int:
    with office.database.read() as db:
        return sum(line.kind == kind for line in log_page(db, length=1_000_000).lines)


def _move(office: Office, moment: datetime) -> None:
    with office.database.read() as db:
        office.clock.move_to(moment, db)


def _six_in_the_morning(opened: datetime, day: int) -> datetime:
    local = opened.astimezone(ZoneInfo(ZONE))
    return local.replace(hour=6, minute=1) + timedelta(days=day)
