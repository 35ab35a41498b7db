"""How many supporters each project has in each class of money, at the level that a run has reached."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pbvote.tally.level_index import Level
from pbvote.tally.profile import Integers, SmallIntegers
from pbvote.tally.supporter_index import SupporterIndex


@dataclass(frozen=True, slots=True)
class Move:
    """Rows, once each, that went from the classes `old` to target[old]; `moved`: their part of the table before."""

    rows: Integers
    old: Integers
    target: Integers
    moved: Integers | None


@dataclass(frozen=True, slots=True)
class _Rise:
    """The classes of the rows of the level before."""

    class_of: SmallIntegers
    members: Integers


class ClassCounts:
    """64-bit counts of ballots, kept up while levels rise and voters pay; both can be undone, the last first.

    `table` has shape (projects + 1, room for classes); its last row is of no project. `class_of`: of each row of the
    level, before level 1 of each group. `members`: how many rows each class has. `levels`: as in level_index.py.
    """

    def __init__(self, levels: Sequence[Level], class_of: Integers, classes: int) -> None:
        room, projects = max(32, 2 * classes), levels[0].index.profile.project_count
        self._levels, self._rises, self.level = levels, list[_Rise](), 0
        self.class_of: SmallIntegers = class_of.astype(np.int32)
        self.members: Integers = np.bincount(class_of, minlength=room)
        self.table = np.zeros((projects + 1, room), dtype=np.int64)
        self._weights: Integers | int = 1

    @property
    def index(self) -> SupporterIndex:
        """The rows of this level, before level 1 those of the first."""
        return self._levels[max(0, self.level - 1)].index

    def rise_to(self, level: int) -> None:
        """Count those who rank a project exactly at `level` among its supporters; levels come in order."""
        before = self._levels[level - 1].before
        self._rises.append(_Rise(self.class_of, self.members))
        # The classes of the level before are kept as they are: this level has an array of its own.
        if before is None:
            self.class_of, self.members = self.class_of.copy(), self.members.copy()
        else:
            self.class_of = self.class_of[before]
            self.members = np.bincount(self.class_of, minlength=self.table.shape[1])
        self._enter(level)
        self._count_level(np.add)

    def undo_rise(self) -> None:
        """Back to the level before, in which nobody may have paid since."""
        self._count_level(np.subtract)
        rise = self._rises.pop()
        self.class_of, self.members = rise.class_of, np.zeros(self.table.shape[1], dtype=np.int64)
        self.members[: len(rise.members)] = rise.members
        self._enter(self.level - 1)

    def move(self, rows: Integers, old: Integers, target: Integers) -> Move:
        """These rows, once each, go from the classes `old` to target[old]; `target` is for all classes in use."""
        new, moved = target[old], None
        cells = self.index.wishes_of(rows, self.level) * self.table.shape[1]
        weights = self._weights_of(rows, len(cells))
        if cells.size < self.table.size:
            np.subtract.at(self.table.reshape(-1), (cells + old).reshape(-1), weights)
            np.add.at(self.table.reshape(-1), (cells + new).reshape(-1), weights)
        else:  # whole classes at once
            moved = np.zeros_like(self.table)
            np.add.at(moved.reshape(-1), (cells + old).reshape(-1), weights)
            self._shift(moved, target, 1)
        self._change_classes(rows, old, new)
        return Move(rows, old, target, moved)

    def undo(self, move: Move) -> None:
        """Take back the last move."""
        new = move.target[move.old]
        if move.moved is None:
            cells = self.index.wishes_of(move.rows, self.level) * self.table.shape[1]
            weights = self._weights_of(move.rows, len(cells))
            np.subtract.at(self.table.reshape(-1), (cells + new).reshape(-1), weights)
            np.add.at(self.table.reshape(-1), (cells + move.old).reshape(-1), weights)
        else:
            self._shift(move.moved, move.target, -1)
        self._change_classes(move.rows, new, move.old)

    def make_room(self, classes: int) -> None:
        """Room for so many classes at least."""
        while self.table.shape[1] < classes:
            self.table = np.concatenate([self.table, np.zeros_like(self.table)], axis=1)
            self.members = np.concatenate([self.members, np.zeros_like(self.members)])

    def _enter(self, level: int) -> None:
        self.level = level
        self._weights = self.index.profile.weights if level else 1

    def _shift(self, moved: Integers, target: Integers, sign: int) -> None:
        width = moved.shape[1]
        self.table[:, :width] -= sign * moved
        for old in np.flatnonzero(moved.any(axis=0)).tolist():
            self.table[:, target[old]] += sign * moved[:, old]

    def _change_classes(self, rows: Integers, old: Integers, new: Integers) -> None:
        self.class_of[rows] = new
        room = len(self.members)
        self.members += np.bincount(new, minlength=room) - np.bincount(old, minlength=room)

    def _weights_of(self, rows: Integers, columns: int) -> Integers | int:
        if isinstance(self._weights, int):
            return self._weights
        return np.broadcast_to(self._weights[rows], (columns, len(rows))).reshape(-1)

    def _count_level(self, operation: np.ufunc) -> None:
        rows, projects = self.index.quickly_at_level(self.level)
        cells = projects.astype(np.int64) * self.table.shape[1] + self.class_of[rows]
        weights = self._weights if isinstance(self._weights, int) else self._weights[rows]
        operation.at(self.table.reshape(-1), cells, weights)
