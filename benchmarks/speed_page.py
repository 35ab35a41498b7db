"""The measured numbers as tables and as a chart."""

import os
import platform
from collections.abc import Mapping, Sequence
from math import log10
from typing import Protocol

from benchmarks.growth import Cost

WIDTH, HEIGHT, LEFT, TOP, PANEL = 760, 360, 60, 60, 290


class Measured(Protocol):
    """A line of a table."""

    @property
    def what(self) -> str:
        """What was measured."""

    @property
    def seconds(self) -> float:
        """How long it took."""

    @property
    def ratio(self) -> float:
        """How many times as long as what it is compared to."""


def machine() -> str:
    """The kind of machine, and nothing that names it."""
    return f"Measured on {platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {_python()}."


def _python() -> str:
    return ".".join(platform.python_version_tuple()[:2])


def tables(
    files: Mapping[str, Sequence[Measured]], by_ballots: Sequence[Cost], by_projects: Sequence[Cost], missing: str
) -> str:
    """All tables in Markdown, which reads well in a terminal too."""
    parts = [missing] if missing else []
    for name, lines in files.items():
        rows = [f"| {line.what:52} | {line.seconds:9.3f} | {line.ratio:8.1f} |" for line in lines]
        head = [f"| {'what':52} | seconds   | times    |", f"| {'-' * 52} | --------: | -------: |"]
        parts.append("\n".join([f"### {name}", "", *head, *rows]))
    parts.append(_growth("By ballots", by_ballots))
    parts.append(_growth("By projects", by_projects))
    return "\n\n".join(parts) + "\n"


def _growth(title: str, costs: Sequence[Cost]) -> str:
    rows = [
        f"| {each.ballots:>9,} | {each.projects:8} | {each.one_run:9.3f} | {each.completed:9.3f} | {each.runs:5} "
        f"| {each.memory:10} |"
        for each in costs
    ]
    head = [
        "| ballots   | projects | one run   | completed | runs  | memory MiB |",
        "| --------: | -------: | --------: | --------: | ----: | ---------: |",
    ]
    return "\n".join([f"### {title}", "", *head, *rows])


def page(text: str) -> str:
    """docs/speed.md."""
    return f"""# How fast a count is

Written by `python -m benchmarks.count --write`; run it to get the numbers of your own machine.
{machine()}

Seconds are processor time. On real files the floor is reading the file and merging equal ballots; `times` of "file to
result" is the distance from that floor. The verifier and pabutools (installed by the extra `bench`) are measured
without reading, beside our count alone; `times` says how many times as long they take. `pb_ear` is the only other
ranked proportional rule that can be installed. The last two tables are ranked equal shares on invented ballots, all
different, five places each, already in arrays: one run, and completed by `add1u` with its default step.

To complete a count of few ballots or of many projects takes so long because of exact ties: whether one was decisive is
found by a complete count with another order for each project tied in it. With 1,000 ballots and 200 projects that was
35 further counts and 97% of the time.

![Seconds by number of ballots and by number of projects; the tables below hold the same numbers.](speed.svg)

{text}"""


def chart(by_ballots: Sequence[Cost], by_projects: Sequence[Cost]) -> str:
    """docs/speed.svg: two panels with powers of ten upwards; one run is a full line, completed a dashed one."""
    costs = [*by_ballots, *by_projects]
    low = min(each.one_run for each in costs)
    steps = _powers(low, max(each.completed for each in costs))
    panels = [
        _panel(LEFT, "ballots", [(each.ballots, each) for each in by_ballots], steps),
        _panel(LEFT + PANEL + 70, "projects", [(each.projects, each) for each in by_projects], steps),
    ]
    spoken = "; ".join(f"{each.ballots:,} ballots {each.one_run:.3f} and {each.completed:.3f}" for each in by_ballots)
    also = "; ".join(f"{each.projects} projects {each.one_run:.3f} and {each.completed:.3f}" for each in by_projects)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" \
aria-labelledby="speed-title speed-desc" font-family="sans-serif" font-size="12">
<title id="speed-title">How the cost of a count grows with ballots and with projects</title>
<desc id="speed-desc">Seconds of one run and of the completed count. {spoken}. {also}.</desc>
<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>
<text x="{LEFT}" y="24">Seconds: one run (full line) and completed (dashed line); each line up is ten times more</text>
{"".join(panels)}</svg>
"""


def _powers(low: float, high: float) -> list[float]:
    powers = [10.0**power for power in range(-4, 5)]
    first = max(at for at, power in enumerate(powers) if power <= max(low, powers[0]))
    last = min(at for at, power in enumerate(powers) if power >= min(high, powers[-1]))
    return powers[first : last + 1]


def _panel(left: int, what: str, costs: Sequence[tuple[int, Cost]], steps: Sequence[float]) -> str:
    bottom, height = TOP + 240, 240
    sizes = [size for size, _ in costs]

    def place(at: int, seconds: float) -> tuple[float, float]:
        across = left + at * PANEL / max(1, len(costs) - 1)
        return across, bottom - height * log10(max(seconds, steps[0]) / steps[0]) / max(
            1.0, log10(steps[-1] / steps[0])
        )

    drawn = []
    for step in steps:
        _, y = place(0, step)
        drawn.append(f'<path d="M{left} {y:.1f}h{PANEL}" stroke="#b1b4b6"/>')
        drawn.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{step:g}</text>\n')
    for at, size in enumerate(sizes):
        x, _ = place(at, steps[0])
        drawn.append(f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{size:,}</text>\n')
    drawn.append(f'<text x="{left + PANEL // 2}" y="{bottom + 40}" text-anchor="middle">{what}</text>\n')
    for seconds, colour, dash in (
        ([cost.one_run for _, cost in costs], "#1d70b8", ""),
        ([cost.completed for _, cost in costs], "#d4351c", ' stroke-dasharray="6 4"'),
    ):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(at, each) for at, each in enumerate(seconds)))
        drawn.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>\n')
    return "".join(drawn)
