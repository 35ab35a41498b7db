"""Keeping a count: the results of every pot, and what the log says of them, once everything was checked again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote import __version__
from pbvote.domain.disclosure import public_result
from pbvote.domain.errors import BalanceFailedError
from pbvote.domain.pot import Tier
from pbvote.domain.result import Result
from pbvote.domain.result_document import document
from pbvote.domain.result_events import CountCompleted
from pbvote.domain.round import RoundAct, state_after
from pbvote.formats.bundle import file_hash, json_file
from pbvote.services.approval import Approval, RoundCount
from pbvote.services.assemble_bundle import auditor_content, ballots_path, manifest_hash
from pbvote.services.count_round import check_recorded, count_round, ground_of_count
from pbvote.services.logged_round import check_as_logged
from pbvote.services.turnout_files import check_turnout
from pbvote.storage.queries.rounds import pot_rows, state_of
from pbvote.storage.tables import BallotRow, PotRow, ResultRow, RoundRow


def run_count(approval: Approval) -> None:
    """Keep what was counted and write one `count.completed` a pot. Raises BalanceFailedError when the box was changed.

    The counting itself was done before this transaction (count_round).
    """
    row, uow = approval.round, approval.uow
    counted = approval.counted or count_round(approval.office, row.id)
    row.state = state_after(state_of(row), RoundAct.COUNT)
    check_as_logged(uow.db, row)
    check_turnout(uow.db, row)
    traces = {pot.id: _keep(uow.db, pot, counted.results[pot.id]) for pot in pot_rows(uow.db, row.id)}
    uow.db.flush()
    content = auditor_content(uow.db, row)
    _check_counted(uow.db, row, content, counted)
    manifest = manifest_hash(row, content)
    entries = [
        CountCompleted(
            round=row.id,
            pot=pot_id,
            rule=result.rule,
            funded=result.funded,
            spent=result.spent,
            trace=traces[pot_id],
            manifest=manifest,
            program=__version__,
            roles=approval.roles,
        )
        for pot_id, result in counted.results.items()
    ]
    uow.log.append(entries, approval.office.clock.now(uow.db))


def _keep(db: Session, pot: PotRow, result: Result) -> str:
    """Keep a result with its public form; the hash of its trace."""
    stored = db.get_one(ResultRow, (pot.round_id, pot.id))
    tier = Tier(pot.tier_in_force or pot.tier)
    stored.trace = json_file(document(result))
    stored.public = json_file(public_result(result, pot.round_id, pot.id, tier))
    return file_hash(stored.trace)


def _check_counted(db: Session, row: RoundRow, content: dict[str, bytes], counted: RoundCount) -> None:
    """Raise BalanceFailedError unless everything is what was counted, and the log still has every ballot of the box."""
    pots = pot_rows(db, row.id)
    boxes = {pot.id: content[ballots_path(pot.id)] for pot in pots}
    if ground_of_count(db, row, boxes) != counted.ground:
        raise BalanceFailedError(f"The round {row.id} changed while it was counted. Restore it from a backup.")
    for pot in pots:
        query = select(BallotRow.commitment).where(BallotRow.round_id == row.id, BallotRow.pot_id == pot.id)
        check_recorded(db, pot, set(db.scalars(query)))
