"""The sentences that say why a project was funded or not (docs/result-format.md, "reason").

They are made from the keys of the result alone, so that the same function serves a public result in which
numbers are null; only the steps on which the supporters spent most come from the ballots.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Optional

from .pot import EQUAL_SHARES
from .shapes import Record

_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _number(number: int) -> str:
    return format(number, ",")


def _people(number: Optional[int]) -> str:
    if number is None:
        return "fewer than 10 people"
    return "1 person" if number == 1 else _number(number) + " people"


def _word(number: int) -> str:
    return _WORDS[number - 2] if number - 2 in range(len(_WORDS)) else str(number)


def explain(result: Record, project: Record, spent_on: Sequence[int] = ()) -> str:
    """Give the reason of one project; `spent_on` are the steps on which its supporters spent most."""
    if project["state"] == "removed":
        return _explain_removed(result, project)
    step = next((each for each in result["steps"] if each["project"] == project["id"]), None)
    if step is not None:
        return "Funded in step " + str(step["step"]) + _explain_step(result, project, step)
    return "Not funded: " + _explain_unfunded(result, project, spent_on)


def _explain_removed(result: Record, project: Record) -> str:
    why = next((each["why"] for each in result["removed"] if each["id"] == project["id"]), "")
    if why == "withdrawn":
        return "Not counted: it was withdrawn."
    if why == "over_budget":
        return "Not counted: it costs more than the whole pot."
    return "Not counted: at least " + _people(result["parameters"]["minimum_supporters"]) + " had to choose it."


def _explain_step(result: Record, project: Record, step: Record) -> str:
    level, people = step["level"], _people(step["supporters"])
    if level == 0:
        return ": it costs nothing, and " + people + " chose it."
    by_votes = people + " chose it, the most"
    if level == "fill":
        most = by_votes if result["rule"] in EQUAL_SHARES else "it had the most points"
        return " with the money left over: " + most + " of the projects that still fitted."
    order = result["parameters"]["order_by"]
    if order is not None:
        most = by_votes if order == "supporters" else _most_points(project["points"])
        return ": " + most + " of those still open, and its cost fitted."
    liking = " chose it"
    if level is not None:
        liking = " put it first" if level == 1 else " had it among their first " + _word(level) + " choices"
    return ": " + people + liking + ", and their voting money covered it."


def _most_points(points: Optional[int]) -> str:
    if points is None:
        return "it had the most points"
    return "it had " + ("1 point" if points == 1 else _number(points) + " points") + ", the most"


def _explain_unfunded(result: Record, project: Record, spent_on: Sequence[int]) -> str:
    quorum = result["parameters"]["quorum"]
    if result["turnout"] < quorum:
        votes = "1 vote was" if quorum == 1 else _number(quorum) + " votes were"
        return "too few people voted. At least " + votes + " needed."
    if project["supporters"] == 0:
        return "nobody chose it."
    rival = _first_rival(result, project)
    if rival is not None:
        return "only one of it and the project in step " + str(rival) + " could be funded."
    overflow = result["parameters"]["on_overflow"]
    if overflow is not None:
        by_skip = "it cost more than the money left when its turn came."
        return by_skip if overflow == "skip" else "the money did not reach as far as its turn."
    sentences = [_explain_best(project), *_explain_spending(spent_on)]
    if result["completion"] == "add1u":
        sentences.append("At the end it cost more than the money left over.")
    return " ".join(sentences)


def _first_rival(result: Record, project: Record) -> Optional[int]:
    rivals = {each for group in result["parameters"]["conflicts"] if project["id"] in group for each in group}
    return next((each["step"] for each in result["steps"] if each["project"] in rivals), None)


def _explain_best(project: Record) -> str:
    if project["best_money"] is None:
        people = "" if project["supporters"] is None else _people(project["supporters"]) + " chose it, but "
        return people + "the voting money left behind it did not cover its cost."
    best, step = Fraction(project["best_money"]), project["best_step"]
    if best >= project["cost"]:
        behind = "in step " + str(step) + " the voting money behind it covered its cost, but "
        return behind + "other projects were chosen before it and used that money up."
    when = "after the last step" if step is None else "in step " + str(step)
    start = "at best, " + when + ", the voting money behind it "
    percent = best * 100 // project["cost"]
    if percent == 0:
        return start + "was less than 1% of its cost."
    return start + "reached " + str(percent) + "% of its cost, and " + str(100 - percent) + "% was missing."


def _explain_spending(steps: Sequence[int]) -> list[str]:
    if not steps:
        return []
    if len(steps) == 1:
        return ["Its supporters spent most on the project in step " + str(steps[0]) + "."]
    listed = ", ".join(map(str, steps[:-1])) + " and " + str(steps[-1])
    return ["Its supporters spent most on the projects in steps " + listed + "."]
