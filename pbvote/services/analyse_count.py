"""The analysis of a counted round: how close it was, and where the voting money went (docs/result-format.md).

It is worked out between the count and the publishing, outside every write transaction, and only from the very files
that were counted. A round that was published without one stays so: its public bundle must never change. A pot so large
that it takes too long is published without one: nobody waits for an extra.
"""

import json
from dataclasses import dataclass
from time import monotonic

from sqlalchemy.orm import Session

from pbvote.domain.analysis import Analysis
from pbvote.domain.analysis_document import analysis_document
from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.disclosure import public_analysis
from pbvote.domain.errors import BalanceFailedError, PbvoteError
from pbvote.domain.pot import Tier
from pbvote.domain.result import Result
from pbvote.domain.result_document import parse_result
from pbvote.domain.round import RoundState
from pbvote.domain.sentence import say
from pbvote.domain.tie_order import tie_order
from pbvote.formats.bundle import file_hash, json_file
from pbvote.services.assemble_bundle import auditor_content, counted_manifest, manifest_hash
from pbvote.services.counted_box import ballots_file, ballots_of, box_rows, count_method, counted_pot
from pbvote.services.logged_round import check_as_logged
from pbvote.services.office import Office
from pbvote.storage.queries.rounds import pot_rows, round_row, state_of
from pbvote.storage.tables import BallotRow, PotRow, ResultRow, RoundRow
from pbvote.tally.analysis import analyse

LONGEST = 600
"""Seconds after which the analysis of a pot is given up, as the verifier is."""

GIVEN_UP = b""
"""Stands where the analysis of a pot would, once it was given up."""


class NotAnalysedError(PbvoteError):
    """The public bundle of a result holds its analysis, which has to be there first."""

    def __init__(self) -> None:
        super().__init__(
            say("How close the result was is not worked out yet. Press “Check now”, and publish after it.")
        )


class _TooLongError(PbvoteError):
    """The analysis of a pot takes longer than anybody waits."""


@dataclass(frozen=True, slots=True)
class _Work:
    """A pot to be analysed, as it was counted."""

    pot: PotRow
    counted: CountedPot
    result: Result
    box: list[BallotRow]


def analyse_count(office: Office, round_id: str) -> None:
    """Work out the analysis of each pot that has none. Nothing for a round that is not counted, or is published.

    Nothing, too, when what was counted is no longer what stands here: the verifier, which runs next, names it.
    """
    with office.database.read() as db:
        row = round_row(db, round_id)
        work = _to_do(db, row) if is_to_be_analysed(db, row) and _is_as_counted(db, row) else []
        ground = _ground(db, row) if work else ()
    if not work:
        return
    found = [(each, _analysed(each, row.seed or "")) for each in work]
    with office.database.write(exclusive=round_id) as uow:
        row = round_row(uow.db, round_id, lock=True)
        if is_to_be_analysed(uow.db, row) and _ground(uow.db, row) == ground:
            for each, analysis in found:
                _keep(uow.db, each, analysis)
            uow.commit()


def is_to_be_analysed(db: Session, row: RoundRow) -> bool:
    """Whether a round is counted and not published, and a pot of it has no analysis yet."""
    return state_of(row) is RoundState.COUNTED and _lacks_one(db, row)


def require_analysed(db: Session, row: RoundRow) -> None:
    """Raise NotAnalysedError unless every pot of a counted round has its analysis."""
    if _lacks_one(db, row):
        raise NotAnalysedError


def _lacks_one(db: Session, row: RoundRow) -> bool:
    return any(each.analysis is None for each in _results(db, row))


def has_public_analysis(db: Session, row: RoundRow) -> bool:
    """Whether the public bundle of a round holds the analysis of a pot."""
    return any(each.public_analysis is not None for each in _results(db, row))


def _results(db: Session, row: RoundRow) -> list[ResultRow]:
    return [db.get_one(ResultRow, (row.id, pot.id)) for pot in pot_rows(db, row.id)]


def _is_as_counted(db: Session, row: RoundRow) -> bool:
    """Whether the draw is that of the log, and all that auditors get has the hash that the log has of the count."""
    try:
        check_as_logged(db, row)
    except BalanceFailedError:
        return False
    return manifest_hash(row, auditor_content(db, row)) == counted_manifest(db, row.id)


def _ground(db: Session, row: RoundRow) -> tuple[str, ...]:
    """The hashes of the boxes and traces: all that can differ while the round is locked and was as counted before."""
    boxes = [file_hash(ballots_file(box_rows(db, pot))) for pot in pot_rows(db, row.id)]
    return (*boxes, *(file_hash(each.trace or b"") for each in _results(db, row)), row.seed or "")


def _to_do(db: Session, row: RoundRow) -> list[_Work]:
    missing = {each.pot_id: each.trace or b"" for each in _results(db, row) if each.analysis is None}
    return [
        _Work(pot, counted_pot(db, pot), parse_result(json.loads(missing[pot.id])), box_rows(db, pot))
        for pot in pot_rows(db, row.id)
        if pot.id in missing
    ]


def _analysed(work: _Work, seed: str) -> Analysis | None:
    """The analysis of a pot; None when it was given up."""
    ends, order = monotonic() + LONGEST, tie_order(seed, work.counted.ids)

    def watch(_what: str, _done: int, _of: int) -> None:
        if monotonic() > ends:
            raise _TooLongError

    ballots, method = ballots_of(work.box), count_method(work.pot)
    try:
        return analyse(work.counted, ballots, order, work.result, method=method, progress=watch)
    except _TooLongError:
        return None


def _keep(db: Session, work: _Work, analysis: Analysis | None) -> None:
    pot, stored = work.pot, db.get_one(ResultRow, (work.pot.round_id, work.pot.id))
    if stored.analysis is not None:
        return
    stored.analysis = GIVEN_UP if analysis is None else json_file(analysis_document(analysis))
    tier = Tier(pot.tier_in_force or pot.tier)
    public = analysis and public_analysis(analysis, work.result, pot.round_id, pot.id, tier)
    stored.public_analysis = json_file(public) if public else None
