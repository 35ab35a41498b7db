"""The plan of a round: what two officers approve, and what is then frozen."""

from dataclasses import dataclass
from unicodedata import is_normalized

from pbvote.domain.errors import RoundSetUpError
from pbvote.domain.pot import SLUG, Pot
from pbvote.domain.round import Schedule


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round with its schedule, its pots, and its rules in plain words; raises RoundSetUpError."""

    id: str
    title: str
    summary: str
    schedule: Schedule
    pots: tuple[Pot, ...]
    rules_text: str
    change_allowed: bool = True

    def __post_init__(self) -> None:
        if SLUG.fullmatch(self.id) is None:
            raise RoundSetUpError(f"The round id “{self.id[:80]}” is not a short name.")
        if not all(is_normalized("NFC", text) and "\0" not in text for text in (self.title, self.summary)):
            raise RoundSetUpError("The round’s title or summary holds signs in an unusual form. Type them again.")
        if not self.pots:
            raise RoundSetUpError("A round needs at least one pot.")
        if len({pot.id for pot in self.pots}) != len(self.pots):
            raise RoundSetUpError("Two pots of the round have the same id.")
