"""The public draw that settles ties: after the close, before the count."""

from unicodedata import normalize

from pbvote.domain.errors import IllegalMoveError
from pbvote.domain.result_events import DrawMade
from pbvote.domain.round import RoundAct, state_after
from pbvote.services.approval import Approval
from pbvote.storage.queries.rounds import state_of

LONGEST_SEED = 200
"""Characters of what was drawn, as it was drawn in public."""


def make_draw(approval: Approval) -> None:
    """Enter the argument `seed`, which was drawn in public."""
    row, uow, seed = approval.round, approval.uow, normalize("NFC", approval.arguments["seed"].strip())
    row.state = state_after(state_of(row), RoundAct.DRAW)
    if not 0 < len(seed) <= LONGEST_SEED or not seed.isprintable():
        raise IllegalMoveError("draw with an empty, very long or unprintable text", "waiting for what was drawn")
    row.seed = seed
    uow.log.append([DrawMade(round=row.id, seed=seed, roles=approval.roles)], approval.office.clock.now(uow.db))
