"""What the report to the trust about a published round is made of: the results, the acts in the log, the population."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from pbvote.storage.queries.pages import RoundView, round_view
from pbvote.storage.queries.population import Population, population
from pbvote.storage.queries.public_log import LogLine, entries_of
from pbvote.storage.queries.results import PotResult, pot_result

RUNNING = (
    "round.created", "round.amended", "projects.frozen", "project.withdrawn", "codes.printed", "roll.sealed",
    "roll.changed", "round.opened", "round.suspended", "round.resumed", "round.extended", "round.closed",
    "draw.made", "count.completed", "result.published",
)  # fmt: skip
"""The acts that a report tells, without the batches of check codes."""


@dataclass(frozen=True, slots=True)
class RoundReport:
    """A published round. `acts` and `incidents` are lines of the log, oldest first."""

    round: RoundView
    pots: tuple[PotResult, ...]
    acts: tuple[LogLine, ...]
    incidents: tuple[LogLine, ...]
    population: Population

    def line(self, kind: str, pot: str | None = None) -> int | None:
        """The number of the last line of a kind, of a pot if it is named: where a number of the report stands."""
        found = (each for each in reversed(self.acts) if each.kind == kind and pot in {None, each.entry.get("pot")})
        return next((each.index for each in found), None)


def round_report(db: Session, round_id: str) -> RoundReport | None:
    """The report's content, or None while nothing is published; raises UnknownRoundError."""
    present = round_view(db, round_id)
    pots = tuple(each for pot in present.pots if (each := pot_result(db, round_id, pot.id)) is not None)
    if not pots:
        return None
    acts = entries_of(db, round_id, *RUNNING)
    return RoundReport(present, pots, acts, _incidents(db, present.id, acts), population(db, round_id))


def _incidents(db: Session, round_id: str, acts: Sequence[LogLine]) -> tuple[LogLine, ...]:
    """Those of the round, and those of the whole installation from its first act to its last."""
    first, last = acts[0].index, acts[-1].index
    return tuple(
        each
        for each in entries_of(db, None, "incident.recorded")
        if each.entry["round"] == round_id or (each.entry["round"] is None and first < each.index < last)
    )
