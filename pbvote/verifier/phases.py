"""The phases of a round before its freeze: their order, and numbers that fit (docs/log-format.md, section 8)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple, Optional

from .errors import MalformedError
from .shapes import Record

SHORTEST = timedelta(hours=24)
DATES = {"questions": "questions_at", "ideas": "ideas_at", "review": "review_at", "list": "list_at"}
PHASE_KINDS = frozenset(
    {
        "phases.approved",
        "phase.moved",
        "questions.chosen",
        "ideas.submitted",
        "reviews.published",
        "outcomes.decided",
    }
)
BEFORE_FREEZE = ("", "draft")
"""States of a round in which its phases run: not created yet, or a draft."""


class PhaseHistory:
    """The phases of one round as the log has told them; `ideas` is None until they were counted."""

    def __init__(self, approved: Record) -> None:
        self.id: str = approved["round"]
        self.approved = approved
        self.phase = "waiting"
        self.chosen = False
        self.ideas: Optional[int] = None
        self.reviewed = False
        self.decided = False
        self.cancelled = False

    @property
    def next_phase(self) -> Optional[str]:
        """The phase that follows; None after the last."""
        ahead = [each for each, date in DATES.items() if self.approved[date] is not None]
        return ahead[0] if self.phase == "waiting" else dict(zip(ahead, ahead[1:])).get(self.phase)

    def require_running(self) -> None:
        """Refuse whatever follows once the round was cancelled in its phases."""
        _require(not self.cancelled, "the round " + self.id + " was cancelled")

    def cancel(self) -> None:
        """Take the end of a round that was never created."""
        self.require_running()
        self.cancelled = True


class _Move(NamedTuple):
    """The move that must stand next, in the same act as the entry before it."""

    round: str
    phase: str
    at: str


class Phases:
    """The phases of every round of the log, taken entry by entry."""

    def __init__(self) -> None:
        self.rounds: dict[str, PhaseHistory] = {}
        self._due: Optional[_Move] = None

    def check_due(self, entry: Record) -> None:
        """Take any entry before it is followed: the move that an entry before it ends with must stand here."""
        due, self._due = self._due, None
        if due is None:
            return
        found = _Move(entry.get("round") or "", entry.get("phase", ""), entry["at"])
        sentence = "phase.moved of " + due.round + " to " + due.phase + " must stand here, at " + due.at
        _require(entry["kind"] == "phase.moved" and found == due, sentence)

    def take(self, entry: Record, state: str) -> bool:
        """Take what belongs to the phases of a round, and say whether it did.

        `state` is that of the round itself, empty while it was not created.
        """
        kind, asked = entry["kind"], self.rounds.get(entry["round"])
        if kind in PHASE_KINDS:
            self._follow(entry, state)
            return True
        if asked is None or state not in BEFORE_FREEZE:
            return False
        if kind == "codes.printed":  # members take part with them long before they vote
            asked.require_running()
            return True
        if kind == "round.cancelled" and state == "":
            asked.cancel()
            return True
        return False

    def _follow(self, entry: Record, state: str) -> None:
        kind, found = entry["kind"], self.rounds.get(entry["round"])
        if kind == "phases.approved":
            self._approve(entry, state)
            return
        if found is None:
            raise MalformedError("the phases of " + entry["round"] + " were never approved")
        _require(state in BEFORE_FREEZE, kind + " may not come while the round is " + state)
        found.require_running()
        _HANDLERS[kind](found, entry)
        if kind in _MOVES_TO:
            self._due = _Move(found.id, _MOVES_TO[kind], entry["at"])

    def _approve(self, entry: Record, state: str) -> None:
        known = state != "" or entry["round"] in self.rounds
        _require(not known, "phases.approved is the first entry about its round, and stands once")
        self.rounds[entry["round"]] = PhaseHistory(entry)
        dates = [_moment(entry[each]) for each in DATES.values() if entry[each] is not None]
        apart = all(later - earlier >= SHORTEST for earlier, later in zip(dates, dates[1:]))
        _require(apart, "each phase begins at least 24 hours after the one before it")

    def check_creation(self, round_id: str) -> None:
        """Check that a round with phases is created in the last of them."""
        found = self.rounds.get(round_id)
        if found is not None:
            found.require_running()
            _require(found.phase == "list", "round.created may not come while the round is in its phase " + found.phase)

    def check_freeze(self, round_id: str) -> None:
        """Check that ideas that were submitted have their outcomes before the ballot is fixed."""
        found = self.rounds.get(round_id)
        if found is not None:
            _require(found.decided or not found.ideas, "the ballot is fixed before the ideas have their outcomes")


def _require(condition: bool, sentence: str) -> None:  # noqa: FBT001 # reads as a statement at each call
    if not condition:
        raise MalformedError(sentence)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text[:-1])


def _require_phase(found: PhaseHistory, entry: Record, *phases: str) -> None:
    what = entry["kind"] + " may not come while the round is in its phase " + found.phase
    _require(found.phase in phases, what)


def _move(found: PhaseHistory, entry: Record) -> None:
    wanted, present = entry["phase"], found.phase
    follows = wanted == found.next_phase
    found.phase = wanted if follows else present
    _require(follows, "the phase " + wanted + " does not follow " + present)
    _require(wanted != "review" or found.ideas is not None, "the ideas are reviewed before ideas.submitted")
    _require(wanted != "list" or found.reviewed, "the ballot is put together before the reviews are published")
    by_itself = entry["roles"] == ["system"]
    early = by_itself and entry["at"] < found.approved[DATES[wanted]]
    _require(not early, "the system moved to " + wanted + " before its time")


def _choose(found: PhaseHistory, entry: Record) -> None:
    _require_phase(found, entry, "questions", "ideas")
    _require(found.approved["questions_at"] is not None, "the round asks no questions, so none are chosen")
    again, found.chosen = found.chosen, True
    _require(not again, "the questions were chosen before")
    _require(entry["chosen"] <= entry["offered"], "more questions are chosen than were offered")


def _submit(found: PhaseHistory, entry: Record) -> None:
    _require_phase(found, entry, "ideas")
    found.ideas = entry["ideas"]


def _review(found: PhaseHistory, entry: Record) -> None:
    _require_phase(found, entry, "review")
    found.reviewed = True
    ideas, reviews = entry["ideas"], entry["reviews"]
    _require(ideas <= (found.ideas or 0), "more ideas are reviewed than were submitted")
    _require(reviews >= ideas, "an idea has no review: there are fewer reviews than ideas")
    _require(ideas > 0 or reviews == 0, "there are reviews, but of no idea")
    _check_counts(entry["verdicts"], "verdict")
    _require(sum(each["count"] for each in entry["verdicts"]) == reviews, "the verdicts do not add up to the reviews")


def _decide(found: PhaseHistory, entry: Record) -> None:
    _require_phase(found, entry, "list")
    again, found.decided = found.decided, True
    _require(not again, "the outcomes were decided before")
    _check_counts(entry["outcomes"], "outcome")
    total = sum(each["count"] for each in entry["outcomes"])
    _require(total <= (found.ideas or 0), "more ideas have an outcome than were submitted")


def _check_counts(listed: list[Record], key: str) -> None:
    names = [each[key] for each in listed]
    _require(names == sorted(set(names)), "the " + key + "s are not sorted, each once")


_HANDLERS: dict[str, Callable[[PhaseHistory, Record], None]] = {
    "phase.moved": _move,
    "questions.chosen": _choose,
    "ideas.submitted": _submit,
    "reviews.published": _review,
    "outcomes.decided": _decide,
}
_MOVES_TO = {"ideas.submitted": "review", "reviews.published": "list"}
