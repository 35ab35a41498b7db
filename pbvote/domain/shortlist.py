"""A voter's choices while they are being put in order. Every act gives a new shortlist."""

from dataclasses import dataclass

from pbvote.domain.errors import TooManyChoicesError, UnknownProjectError


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Project ids in the voter's order, most wanted first; at most `most` of them."""

    choices: tuple[str, ...]
    most: int

    def add(self, project: str) -> "Shortlist":
        """With `project` last; unchanged when it is there already."""
        if project in self.choices:
            return self
        if len(self.choices) >= self.most:
            raise TooManyChoicesError(self.most)
        return Shortlist((*self.choices, project), self.most)

    def remove(self, project: str) -> "Shortlist":
        """Without `project`; unchanged when it is not there (a second press, another tab)."""
        return Shortlist(tuple(choice for choice in self.choices if choice != project), self.most)

    def move_to(self, project: str, place: int) -> "Shortlist":
        """With `project` at `place` (1 is the first); places beyond the ends mean the ends."""
        if project not in self.choices:
            raise UnknownProjectError(project)
        others = [choice for choice in self.choices if choice != project]
        others.insert(max(place, 1) - 1, project)
        return Shortlist(tuple(others), self.most)

    def up(self, project: str) -> "Shortlist":
        """With `project` one place nearer the top."""
        return self.move_to(project, self._place(project) - 1)

    def down(self, project: str) -> "Shortlist":
        """With `project` one place nearer the bottom."""
        return self.move_to(project, self._place(project) + 1)

    def _place(self, project: str) -> int:
        if project not in self.choices:
            raise UnknownProjectError(project)
        return self.choices.index(project) + 1
