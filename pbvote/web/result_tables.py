"""The tables of a published result as CSV. What the tier withholds says so; the order is that of ballot and count.

Amounts are pence; shares of money are exact fractions of pence beside pence that are rounded down.
"""

from pbvote.domain.result import FILL, Step
from pbvote.domain.turnout import TurnoutRow
from pbvote.formats.csv_out import Cell, csv_file
from pbvote.storage.queries.results import PotResult
from pbvote.web.count_words import has_voting_money
from pbvote.web.voting_money import paid_steps, total_of

WITHHELD = "withheld"
"""Stands for a number that the tier does not show."""

VOTING_MONEY, REST_OF_POT = "voting money", "rest of the pot"
"""What paid for a project: its supporters in the count, or what was left of the real money after it."""

_RESULT_COLUMNS = ("project", "title", "ward", "theme", "cost_pence", "state", "step", "supporters", "first_choices")
_STEP_COLUMNS = ("step", "level", "project", "title", "cost_pence", "supporters")
_STEP_MONEY = ("money_behind", "rho", "effective_support", "money_left")
_MONEY_COLUMNS = ("from", "step", "project", "title", "pence")
_TURNOUT_COLUMNS = ("group", "name", "entitled", "marked")


def results_table(found: PotResult) -> bytes:
    """One line a project, in the order of the ballot."""
    steps = {project: number for number, project in enumerate(found.document["funded"], 1)}
    rows: list[list[Cell]] = []
    for each in found.document["projects"]:
        project = found.projects[each["id"]]
        people = [_shown(each.get(key)) for key in ("supporters", "first_choices")]
        about: list[Cell] = [project.id, project.title, project.ward, project.theme, project.cost]
        rows.append([*about, each["state"], steps.get(project.id), *people, each.get("reason", WITHHELD)])
    return csv_file((*_RESULT_COLUMNS, "reason"), rows)


def steps_table(found: PotResult) -> bytes | None:
    """One line a step; None under T0."""
    if found.counted is None:
        return None
    rows: list[list[Cell]] = []
    for step in found.counted.steps:
        by_level = step.level not in (None, FILL, 0)
        first: list[Cell] = [step.step, step.level, step.project, found.projects[step.project].title, step.cost]
        rows.append([*first, _shown(step.supporters)])
        for key in _STEP_MONEY:
            amount = getattr(step, key)
            hidden = WITHHELD if by_level else None
            rows[-1] += [hidden, hidden] if amount is None else [int(amount), str(amount)]
    money = [column for key in _STEP_MONEY for column in (_unit(key), f"{key}_exact")]
    return csv_file((*_STEP_COLUMNS, *money), rows)


def money_table(found: PotResult) -> bytes | None:
    """Where the money went: first the voting money, then what was left of the pot. None where nobody pays."""
    counted = found.counted
    if counted is None or not has_voting_money(counted):
        return None
    voted = paid_steps(counted)
    filled = [step for step in counted.steps if step.level == FILL]
    unspent = total_of(counted) - sum(step.cost for step in voted)
    rows = [
        *(_paid(VOTING_MONEY, step, found) for step in voted),
        _unspent(VOTING_MONEY, unspent),
        *(_paid(REST_OF_POT, step, found) for step in filled),
        _unspent(REST_OF_POT, counted.left),
    ]
    return csv_file(_MONEY_COLUMNS, rows)


def _paid(source: str, step: Step, found: PotResult) -> list[Cell]:
    return [source, step.step, step.project, found.titles[step.project], step.cost]


def _unspent(source: str, pence: int) -> list[Cell]:
    return [source, None, None, "not spent", pence]


def turnout_table(found: PotResult) -> bytes | None:
    """Everybody, then each age band and ward; None when so few took part that it is no number."""
    if found.counted is None:
        return None
    everybody = TurnoutRow("", found.numbers["entitled"], found.numbers["marked"])
    rows = [_group("all", everybody), *(_group("age", row) for row in found.bands)]
    return csv_file(_TURNOUT_COLUMNS, [*rows, *(_group("ward", row) for row in found.wards)])


def _group(group: str, row: TurnoutRow) -> list[Cell]:
    name = row.name.replace("-", " to ") if group == "age" else row.name  # a spreadsheet reads 11-13 as a day
    return [group, name, _shown(row.entitled), _shown(row.marked)]


def _shown(number: int | None) -> Cell:
    return WITHHELD if number is None else number


def _unit(key: str) -> str:
    return "effective_support" if key == "effective_support" else f"{key}_pence"
