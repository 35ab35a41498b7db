"""What the log has said about each round so far: the state of its machine and the facts of its pots."""

from typing import Optional

from .errors import MalformedError
from .shapes import Record


class PotHistory:
    """One pot of a round: how it was created, frozen, counted, and what was taken out of it."""

    def __init__(self, created: Record) -> None:
        self.id: str = created["id"]
        self.created = created
        self.frozen: Optional[Record] = None
        self.withdrawn: list[str] = []
        self.counted: Optional[Record] = None
        self.entitled: Optional[int] = None
        self.removed = 0
        self.annulled = 0
        self.closed: Optional[Record] = None

    @property
    def projects(self) -> list[str]:
        """The ids in the order of the ballot; empty before the freeze."""
        return [] if self.frozen is None else [each["id"] for each in self.frozen["projects"]]

    @property
    def costs(self) -> dict[str, int]:
        """The cost of each project in pence."""
        return {} if self.frozen is None else {each["id"]: each["cost"] for each in self.frozen["projects"]}

    def change_roll(self, moves: Record) -> None:
        """Take what one `roll.changed` says about this pot."""
        left = (self.entitled or 0) - moves["removed"]
        self.entitled = max(left, 0) + moves["added"]
        self.removed += moves["removed"]
        if left < 0:
            raise MalformedError("more members leave the roll of " + self.id + " than stood on it")

    def annul(self, number: int) -> None:
        """Take the number of commitments that a batch annuls: each is the ballot of a member who was removed."""
        self.annulled += number
        if number and self.annulled > self.removed:
            raise MalformedError("more ballots are annulled in " + self.id + " than members were removed from it")


class RoundHistory:
    """One round: its state, its schedule as it stands, its pots in order, and the entries that matter later."""

    def __init__(self, created: Record) -> None:
        self.id: str = created["round"]
        self.state = "draft"
        self.set_up(created)
        self.roll_root: Optional[str] = None  # of roll.sealed, then of the last roll.changed
        self.suspended_until = ""
        self.closed: Optional[Record] = None
        self.closed_at_index = -1
        self.seed: Optional[str] = None
        self.published: Optional[Record] = None

    def set_up(self, created: Record) -> None:
        """Take what `round.created` or `round.amended` says."""
        self.created = created
        self.closes_at: str = created["closes_at"]
        self.pots = {each["id"]: PotHistory(each) for each in created["pots"]}
