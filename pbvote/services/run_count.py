"""Counting a closed and drawn round: every pot, from the box, after the box was checked against the log again."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote import __version__
from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.disclosure import public_result
from pbvote.domain.errors import BalanceFailedError
from pbvote.domain.pot import Tier
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result
from pbvote.domain.result_document import document
from pbvote.domain.result_events import CountCompleted
from pbvote.domain.round import RoundAct, state_after
from pbvote.domain.rules import CountMethod
from pbvote.domain.tie_order import tie_order
from pbvote.formats.bundle import file_hash, json_file
from pbvote.services.approval import Approval
from pbvote.services.assemble_bundle import auditor_content, manifest_hash
from pbvote.services.balances import check_opening
from pbvote.services.current_commitments import current_commitments
from pbvote.services.logged_round import check_as_logged
from pbvote.services.turnout_files import check_turnout
from pbvote.storage.queries.rounds import pot_rows, project_rows, state_of
from pbvote.storage.tables import BallotRow, PotRow, ResultRow
from pbvote.tally import count


def run_count(approval: Approval) -> None:
    """Count every pot and write one `count.completed` each. Raises BalanceFailedError when the box was changed."""
    row, uow = approval.round, approval.uow
    row.state = state_after(state_of(row), RoundAct.COUNT)
    check_as_logged(uow.db, row)
    check_turnout(uow.db, row)
    results = {pot.id: _count_pot(uow.db, pot, row.seed or "") for pot in pot_rows(uow.db, row.id)}
    uow.db.flush()
    manifest = manifest_hash(row, auditor_content(uow.db, row))
    entries = [
        CountCompleted(
            round=row.id,
            pot=pot_id,
            rule=result.rule,
            funded=result.funded,
            spent=result.spent,
            trace=file_hash(trace),
            manifest=manifest,
            program=__version__,
            roles=approval.roles,
        )
        for pot_id, (result, trace) in results.items()
    ]
    uow.log.append(entries, approval.office.clock.now(uow.db))


def _count_pot(db: Session, pot: PotRow, seed: str) -> tuple[Result, bytes]:
    counted = counted_pot(db, pot)
    method = CountMethod(rule=pot.rule, completion=pot.completion, share_step=pot.share_step)
    result = count(counted, Counter(_rankings(db, pot)), tie_order(seed, counted.ids), method)
    stored = db.get_one(ResultRow, (pot.round_id, pot.id))
    tier = Tier(pot.tier_in_force or pot.tier)
    stored.trace = json_file(document(result))
    stored.public = json_file(public_result(result, pot.round_id, pot.id, tier))
    return result, stored.trace


def counted_pot(db: Session, pot: PotRow) -> CountedPot:
    """What the count needs to know of a pot."""
    projects = project_rows(db, pot.round_id, pot.id)
    return CountedPot(
        budget=pot.budget,
        projects=tuple(CountedProject(each.id, each.cost) for each in projects),
        max_ranks=pot.max_ranks,
        minimum_supporters=pot.minimum_supporters,
        quorum=pot.quorum,
        conflicts=pot.conflicts,
        withdrawn=frozenset(each.id for each in projects if each.withdrawn),
    )


def _rankings(db: Session, pot: PotRow) -> list[Ranking]:
    """The rankings in the box, once every one has opened its commitment and the log knows each, one to one."""
    query = select(BallotRow).where(BallotRow.round_id == pot.round_id, BallotRow.pot_id == pot.id)
    ballots = db.scalars(query).all()
    for each in ballots:
        check_opening(pot.round_id, pot.id, each)
    different = {each.commitment for each in ballots} ^ current_commitments(db, pot.round_id, pot.id)
    if different:
        raise BalanceFailedError(f"In the pot {pot.id} the log and the box differ at {min(different)}.")
    return [Ranking.of(each.ranking) for each in ballots]
