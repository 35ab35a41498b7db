"""Stopping a close that does not balance: why, and every number, are kept until two officers let it run again."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pbvote.domain.errors import BalanceFailedError, PbvoteError
from pbvote.domain.times import format_time, parse_time
from pbvote.services.closing_sums import PotSums, Sum, sums_before_close
from pbvote.services.office import Office
from pbvote.services.sealed_rows import sealer
from pbvote.storage.queries.rounds import round_row

SEAL = "seal"
"""The cause when an envelope does not open."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """When and why a close was stopped, in a word and a sentence, and how the numbers of each pot stood."""

    at: datetime
    cause: str
    sentence: str
    pots: tuple[PotSums, ...]


def stop_close(office: Office, round_id: str, error: PbvoteError) -> None:
    """Keep why the close of a round failed. From here on no tick tries again."""
    cause = error.cause if isinstance(error, BalanceFailedError) else SEAL
    with office.database.write(exclusive=round_id) as uow:
        pots = sums_before_close(uow.db, sealer(office, round_id), round_id)
        told = {
            "at": format_time(office.clock.now(uow.db)),
            "cause": cause,
            "sentence": str(error),
            "pots": [asdict(each) for each in pots],
        }
        round_row(uow.db, round_id, lock=True).stopped = json.dumps(told, sort_keys=True)
        uow.commit()


def stopped_close(db: Session, round_id: str) -> Stopped | None:
    """Why the close of a round is stopped, or None when it is not."""
    kept = round_row(db, round_id).stopped
    if kept is None:
        return None
    told = json.loads(kept)
    pots = tuple(
        PotSums(
            pot["pot_id"],
            tuple(Sum(each["kind"], each["one"], each["parts"] and tuple(each["parts"])) for each in pot["sums"]),
            pot["unopened"],
        )
        for pot in told["pots"]
    )
    return Stopped(parse_time(told["at"]), told["cause"], told["sentence"], pots)
