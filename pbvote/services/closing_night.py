"""Everything that the closing page shows of a round, read at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pbvote.domain.round import RoundState
from pbvote.services.check_count import CheckRun, last_check
from pbvote.services.closing_sums import PotSums, sums_after_close
from pbvote.services.hand_out_bundle import AuditorLink, auditor_links
from pbvote.services.keep_copy import Copy, copies, dump_line
from pbvote.services.office import Office
from pbvote.services.stop_close import Stopped, stopped_close
from pbvote.storage.queries.acts import ActView, acts_of_round
from pbvote.storage.queries.pages import RoundView, round_view
from pbvote.storage.queries.public_log import LogLine, entries_of

_CLOSED = frozenset({RoundState.CLOSED, RoundState.DRAWN, RoundState.COUNTED, RoundState.PUBLISHED})
_KINDS = ("round.closed", "draw.made", "count.completed", "result.published", "incident.recorded")


@dataclass(frozen=True, slots=True)
class Night:
    """A round on its closing night.

    `lines` are the newest entry of each kind; `last_votes` how many check codes the last batch added; `acts` the
    newest first; `command` what to type for a copy where the program cannot make one.
    """

    round: RoundView
    lines: Mapping[str, LogLine]
    incidents: tuple[LogLine, ...]
    last_votes: int
    pots: tuple[PotSums, ...]
    stopped: Stopped | None
    check: CheckRun | None
    links: tuple[AuditorLink, ...]
    acts: tuple[ActView, ...]
    copies: tuple[Copy, ...]
    command: str | None
    now: datetime

    @property
    def balances(self) -> bool:
        """Whether every pair of numbers is the same."""
        return all(each.holds for pot in self.pots for each in pot.sums) and not any(pot.unopened for pot in self.pots)


def closing_night(office: Office, round_id: str) -> Night:
    """How a round stands; raises UnknownRoundError."""
    with office.database.read() as db:
        present = round_view(db, round_id)
        stopped = stopped_close(db, round_id)
        entries = entries_of(db, round_id, *_KINDS)
        return Night(
            round=present,
            lines={line.kind: line for line in entries},
            incidents=tuple(line for line in entries if line.kind == "incident.recorded"),
            last_votes=_last_votes(db, round_id, entries),
            pots=_pots(db, present, stopped),
            stopped=stopped,
            check=last_check(db, round_id),
            links=auditor_links(db, round_id),
            acts=acts_of_round(db, round_id),
            copies=copies(office, round_id),
            command=dump_line(office, round_id),
            now=office.clock.now(db),
        )


def _pots(db: Session, present: RoundView, stopped: Stopped | None) -> tuple[PotSums, ...]:
    if stopped is not None:
        return stopped.pots
    return sums_after_close(db, present.id) if present.state in _CLOSED else ()


def _last_votes(db: Session, round_id: str, entries: tuple[LogLine, ...]) -> int:
    """How many check codes the batch of the close added: it has the time of the close."""
    closed = next((line for line in entries if line.kind == "round.closed"), None)
    if closed is None:
        return 0
    batches = entries_of(db, round_id, "ballots.batched")
    return sum(len(line.entry["added"]) for line in batches if line.at == closed.at)
