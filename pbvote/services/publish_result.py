"""Publishing a counted round: from here on everybody sees the result and can take the public bundle."""

from sqlalchemy.orm import Session

from pbvote.domain.errors import BalanceFailedError
from pbvote.domain.result_events import ResultPublished
from pbvote.domain.round import RoundAct, state_after
from pbvote.services.analyse_count import require_analysed
from pbvote.services.approval import Approval
from pbvote.services.assemble_bundle import auditor_content, manifest_hash, public_content
from pbvote.services.check_count import require_passed_check
from pbvote.services.logged_round import check_as_logged, round_entries
from pbvote.services.tell_authors import tell_result
from pbvote.storage.queries.rounds import state_of
from pbvote.storage.tables import RoundRow


def publish_result(approval: Approval) -> None:
    """Write `result.published` with the hash of the public bundle's manifest.

    Raises BalanceFailedError when what was counted has changed since, NotCheckedError before a check has passed, and
    NotAnalysedError before the analysis is there: from now on the public bundle stays as it is.
    """
    row, uow = approval.round, approval.uow
    row.state = state_after(state_of(row), RoundAct.PUBLISH)
    check_as_logged(uow.db, row)
    _check_counted(uow.db, row)
    require_passed_check(uow.db, row.id)
    require_analysed(uow.db, row)
    now = approval.office.clock.now(uow.db)
    row.published_at = uow.log.moment(now)
    manifest = manifest_hash(row, public_content(uow.db, row))
    uow.log.append([ResultPublished(round=row.id, manifest=manifest, roles=approval.roles)], now)
    tell_result(uow.db, now, row.id)


def _check_counted(db: Session, row: RoundRow) -> None:
    """Raise BalanceFailedError unless ballots, results and roll are those that were counted."""
    counted = [entry["manifest"] for entry in round_entries(db, row.id) if entry["kind"] == "count.completed"]
    if set(counted) != {manifest_hash(row, auditor_content(db, row))}:
        raise BalanceFailedError(f"The round {row.id} is not as it was counted. Restore it from a backup.")
