"""Publishing a counted round: from here on everybody sees the result and can take the public bundle."""

from pbvote.domain.events import ResultPublished
from pbvote.domain.round import RoundAct, state_after
from pbvote.services.approval import Approval
from pbvote.services.assemble_bundle import manifest_hash, public_content
from pbvote.storage.queries.rounds import state_of


def publish_result(approval: Approval) -> None:
    """Write `result.published` with the hash of the public bundle's manifest."""
    row, uow = approval.round, approval.uow
    row.state = state_after(state_of(row), RoundAct.PUBLISH)
    now = approval.office.clock.now(uow.db)
    row.published_at = uow.log.moment(now)
    manifest = manifest_hash(row, public_content(uow.db, row))
    uow.log.append([ResultPublished(round=row.id, manifest=manifest, roles=approval.roles)], now)
