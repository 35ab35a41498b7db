"""Why each project won or lost, in sentences that a 12-year-old understands.

The sentences are made from the fields of a result alone (docs/result-format.md, "reason"), so that a public tier
can make them anew from fields that it withholds: None gives words that say no more than the fields do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pbvote.domain.result import FILL, ProjectOutcome, ProjectState, Result, Step, Why
from pbvote.domain.rules import EQUAL_SHARES_COST, EQUAL_SHARES_POINTS

_FILLED_BY_VOTES = (EQUAL_SHARES_POINTS.rule_id, EQUAL_SHARES_COST.rule_id)
_NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def explain(result: Result, outcome: ProjectOutcome, spent_on: Sequence[int] = ()) -> str:
    """One to three sentences about `outcome`, which may have fields withheld.

    `spent_on`: the steps on which its supporters spent most, ascending; only who has the ballots can know them.
    """
    if outcome.state is ProjectState.REMOVED:
        return _removed(result, outcome)
    step = result.step_of(outcome.id)
    if step is not None:
        return _funded(result, outcome, step)
    return _shut_out(result, outcome) or _lost(result, outcome, spent_on)


def with_reasons(result: Result, spent_on: Mapping[str, Sequence[int]]) -> Result:
    """The result with the sentence of every project made anew."""
    projects = (
        replace(outcome, reason=explain(result, outcome, spent_on.get(outcome.id, ()))) for outcome in result.projects
    )
    return replace(result, projects=tuple(projects))


def _removed(result: Result, outcome: ProjectOutcome) -> str:
    why = next(removal.why for removal in result.removed if removal.id == outcome.id)
    if why is Why.WITHDRAWN:
        return "Not counted: it was withdrawn."
    if why is Why.OVER_BUDGET:
        return "Not counted: it costs more than the whole pot."
    return f"Not counted: at least {_people(result.parameters.minimum_supporters)} had to choose it."


def _funded(result: Result, outcome: ProjectOutcome, step: Step) -> str:
    people, start = _people(step.supporters), f"Funded in step {step.step}"
    if step.level == FILL:
        return f"{start} with the money left over: {_strength(result, people)} of the projects that still fitted."
    if step.level == 0:
        return f"{start}: it costs nothing, and {people} chose it."
    if result.parameters.order_by is not None:
        return f"{start}: {_greedy_strength(result, outcome, people)} of those still open, and its cost fitted."
    return f"{start}: {people} {_liking(step.level)}, and their voting money covered it."


def _strength(result: Result, people: str) -> str:
    return f"{people} chose it, the most" if result.rule in _FILLED_BY_VOTES else "it had the most points"


def _liking(level: int | None) -> str:
    if level is None:
        return "chose it"
    return "put it first" if level == 1 else f"had it among their first {_word(level)} choices"


def _greedy_strength(result: Result, outcome: ProjectOutcome, people: str) -> str:
    if result.parameters.order_by == "supporters":
        return f"{people} chose it, the most"
    if outcome.points is None:
        return "it had the most points"
    return f"it had {outcome.points:,} {'point' if outcome.points == 1 else 'points'}, the most"


def _shut_out(result: Result, outcome: ProjectOutcome) -> str | None:
    quorum = result.parameters.quorum
    if result.turnout < quorum:
        needed = "1 vote was" if quorum == 1 else f"{quorum:,} votes were"
        return f"Not funded: too few people voted. At least {needed} needed."
    if outcome.supporters == 0:
        return "Not funded: nobody chose it."
    rivals = {each for conflict in result.parameters.conflicts if outcome.id in conflict for each in conflict}
    rival = next((step for step in result.steps if step.project in rivals), None)
    if rival is not None:
        return f"Not funded: only one of it and the project in step {rival.step} could be funded."
    return None


def _lost(result: Result, outcome: ProjectOutcome, spent_on: Sequence[int]) -> str:
    if result.parameters.on_overflow == "skip":
        return "Not funded: it cost more than the money left when its turn came."
    if result.parameters.on_overflow == "stop":
        return "Not funded: the money did not reach as far as its turn."
    sentences = [f"Not funded: {_lacking(outcome)}."]
    if spent_on:
        sentences.append(f"Its supporters spent most on the {_steps(spent_on)}.")
    if result.completion == "add1u":
        sentences.append("At the end it cost more than the money left over.")
    return " ".join(sentences)


def _lacking(outcome: ProjectOutcome) -> str:
    if outcome.best_money is None:
        short = "the voting money left behind it did not cover its cost"
        return short if outcome.supporters is None else f"{_people(outcome.supporters)} chose it, but {short}"
    when = "after the last step" if outcome.best_step is None else f"in step {outcome.best_step}"
    if outcome.best_money >= outcome.cost:
        return (
            f"{when} the voting money behind it covered its cost, "
            "but other projects were chosen before it and used that money up"
        )
    percent = 100 * outcome.best_money // outcome.cost
    if percent == 0:
        return f"at best, {when}, the voting money behind it was less than 1% of its cost"
    missing = f"{percent}% of its cost, and {100 - percent}% was missing"
    return f"at best, {when}, the voting money behind it reached {missing}"


def _people(number: int | None) -> str:
    if number is None:
        return "fewer than 10 people"
    return "1 person" if number == 1 else f"{number:,} people"


def _word(number: int) -> str:
    return _NUMBER_WORDS[number - 2] if number <= len(_NUMBER_WORDS) + 1 else str(number)


def _steps(steps: Sequence[int]) -> str:
    if len(steps) == 1:
        return f"project in step {steps[0]}"
    return f"projects in steps {', '.join(map(str, steps[:-1]))} and {steps[-1]}"
