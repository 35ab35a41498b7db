"""Counting a closed and drawn round, outside every write transaction: meanwhile voters of other rounds can vote.

Nothing can change a closed box. All the same, what was counted is named by a hash, and the transaction that keeps the
results looks whether it still is what stands there.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from pbvote.domain.errors import BalanceFailedError
from pbvote.domain.round import RoundAct, state_after
from pbvote.domain.tie_order import tie_order
from pbvote.formats.bundle import file_hash, json_file
from pbvote.formats.frozen_round import frozen_round_file
from pbvote.services.approval import RoundCount
from pbvote.services.balances import check_opening
from pbvote.services.counted_box import ballots_file, ballots_of, box_rows, count_method, counted_pot
from pbvote.services.current_commitments import current_commitments
from pbvote.services.office import Office
from pbvote.services.plan_round import read_plan
from pbvote.storage.queries.rounds import pot_rows, project_rows, round_row, state_of
from pbvote.storage.tables import BallotRow, PotRow, RoundRow
from pbvote.tally import count


def count_round(office: Office, round_id: str) -> RoundCount:
    """Count every pot of a round as it stands, and keep nothing.

    Raises IllegalMoveError unless the round can be counted now, and BalanceFailedError when the box was changed.
    """
    with office.database.read() as db:
        row = round_row(db, round_id)
        state_after(state_of(row), RoundAct.COUNT)
        pots = pot_rows(db, round_id)
        boxes = {pot.id: box_rows(db, pot) for pot in pots}
        for pot in pots:
            _check_box(db, pot, boxes[pot.id])
        counted = [(pot, counted_pot(db, pot)) for pot in pots]
        ground = ground_of_count(db, row, {each: ballots_file(rows) for each, rows in boxes.items()})
    results = {
        pot.id: count(whole, ballots_of(boxes[pot.id]), tie_order(row.seed or "", whole.ids), count_method(pot))
        for pot, whole in counted
    }
    return RoundCount(results, ground)


def ground_of_count(db: Session, row: RoundRow, boxes: Mapping[str, bytes]) -> str:
    """The hash of all that a count is made from; `boxes`: `ballots.jsonl` of each pot."""
    pots = pot_rows(db, row.id)
    withdrawn = [[each.id for each in project_rows(db, row.id, pot.id) if each.withdrawn] for pot in pots]
    parts = [
        [pot.id, file_hash(boxes[pot.id]), pot.tier_in_force or pot.tier, *out]
        for pot, out in zip(pots, withdrawn, strict=True)
    ]
    return file_hash(json_file([file_hash(frozen_round_file(read_plan(db, row))), row.seed, *parts]))


def check_recorded(db: Session, pot: PotRow, recorded: set[str]) -> None:
    """Raise BalanceFailedError unless these commitments of a box are those that the log has as current."""
    different = recorded ^ current_commitments(db, pot.round_id, pot.id)
    if different:
        raise BalanceFailedError(f"In the pot {pot.id} the log and the box differ at {min(different)}.")


def _check_box(db: Session, pot: PotRow, ballots: list[BallotRow]) -> None:
    """Every ballot must open its commitment, and the log must know each, one to one."""
    for each in ballots:
        check_opening(pot.round_id, pot.id, each)
    check_recorded(db, pot, {each.commitment for each in ballots})
