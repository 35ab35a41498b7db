"""How far the share may rise before anything about a run could change (tally.md, section 2.2).

While winners and the sets that pay all stay the same, every amount of a run is a form `value + slope·t` in the
rise t of the share. Each decision of a run is an inequality between such forms; the horizon is the largest
number of whole steps for which every one of them certainly still holds.
"""

from typing import Optional

Form = tuple[int, int]  # value and slope, over one denominator


class Horizon:
    """Collects the inequalities of one run. `step` is the rise of the share a step, in pence."""

    def __init__(self, step: int) -> None:
        self._step = step
        self._steps: Optional[int] = None

    @property
    def steps(self) -> int:
        """The number of steps for which the run certainly stays as it is; 0 also where nothing bounds it."""
        return self._steps or 0

    def stays_positive(self, value: int, slope: int) -> None:
        """Bound t by `value + slope·t > 0`, which holds at t = 0 unless the two are tied."""
        self._bound(value - 1, slope)

    def stays(self, value: int, slope: int) -> None:
        """Bound t by `value + slope·t >= 0`, which holds at t = 0."""
        self._bound(value, slope)

    def _bound(self, room: int, slope: int) -> None:
        if room < 0:
            self._steps = 0
        elif slope < 0:
            steps = room // (-slope * self._step)
            if self._steps is None or steps < self._steps:
                self._steps = steps
