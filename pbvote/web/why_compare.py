"""A project in a few numbers, and beside a loser the last one that won, with what the numbers mean."""

from dataclasses import dataclass
from fractions import Fraction

from pbvote.domain.result import ProjectOutcome, ProjectState, Step
from pbvote.storage.queries.pages import ProjectView
from pbvote.storage.queries.results import PotResult
from pbvote.web.count_words import whole_pounds
from pbvote.web.language import _
from pbvote.web.presenters import money, number


@dataclass(frozen=True, slots=True)
class Card:
    """A project beside another: its state, and pairs of a word and a value."""

    project: ProjectView
    state: str
    won: bool
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """The project's card, that of a winner for one that lost in the count, and words about the two."""

    card: Card
    other: Card | None
    words: str

    @property
    def withheld(self) -> bool:
        """Whether a number on a card is not shown."""
        cards = [each for each in (self.card, self.other) if each]
        return any(value == _not_shown() for each in cards for _word, value in each.pairs)


def set_beside(found: PotResult, project: ProjectView, state: str, outcome: ProjectOutcome | None) -> Beside:
    """Its numbers as far as the tier shows them, beside the last winner whose numbers are shown."""
    step = found.counted.step_of(project.id) if found.counted else None
    card = _card(project, state, outcome, step)
    other = _winner(found) if outcome is not None and outcome.state is ProjectState.UNFUNDED else None
    if other is None or outcome is None:
        return Beside(card, None, "")
    return Beside(card, _winner_card(found, other), _compare(outcome, found, other))


def rival_of(found: PotResult, project_id: str) -> ProjectView | None:
    """The funded project because of which this one could not be: only one of a set of both was possible."""
    if found.counted is None:
        return None
    sets = [each for each in found.counted.parameters.conflicts if project_id in each]
    rivals = {each for one in sets for each in one}
    return next((found.projects[step.project] for step in found.counted.steps if step.project in rivals), None)


def _winner(found: PotResult) -> Step | None:
    """The last winner of the run whose numbers are shown: of those that won the one that was closest."""
    steps = found.counted.steps if found.counted else ()
    return next((step for step in reversed(steps) if step.money_behind is not None), None)


def _card(project: ProjectView, state: str, outcome: ProjectOutcome | None, step: Step | None) -> Card:
    won = state in {ProjectState.FUNDED, ProjectState.FILLED}
    pairs = [(_("Cost"), money(project.cost))]
    if outcome is not None:
        pairs += [
            (_("People who ranked it"), _people(outcome.supporters)),
            (_("Put it first"), _people(outcome.first_choices)),
        ]
    return Card(project, _state_words(state, step), won, tuple(pairs))


def _winner_card(found: PotResult, step: Step) -> Card:
    project = found.projects[step.project]
    outcome = found.counted.outcome_of(step.project) if found.counted else None
    card = _card(project, ProjectState.FUNDED, outcome, step)
    behind = step.money_behind or Fraction()
    more = (
        (_("Voting money behind it in step %(step)s") % {"step": step.step}, whole_pounds(behind)),
        (_("More than it needed"), whole_pounds(behind - step.cost)),
    )
    return Card(card.project, card.state, card.won, (*card.pairs, *more))


def _state_words(state: str, step: Step | None) -> str:
    if step is not None:
        return _("Funded in step %(step)s") % {"step": step.step}
    if state in {ProjectState.FUNDED, ProjectState.FILLED}:
        return _("Funded")
    return _("Not counted") if state == ProjectState.REMOVED else _("Not funded")


def _people(value: int | None) -> str:
    return _not_shown() if value is None else number(value)


def _not_shown() -> str:
    return _("not shown")


def _compare(outcome: ProjectOutcome, found: PotResult, step: Step) -> str:
    titles = {"mine": found.projects[outcome.id].title, "other": found.projects[step.project].title}
    other = found.counted.outcome_of(step.project) if found.counted else None
    if other is None or other.supporters is None or outcome.supporters is None:
        return _("When its turn came, the people who ranked “%(other)s” had enough voting money left to pay.") % titles
    enough = _("Its supporters still had enough voting money to pay for it.")
    if other.supporters > outcome.supporters:
        return _("More people ranked “%(other)s”.") % titles + " " + enough
    if other.supporters == outcome.supporters:
        return _("As many people ranked “%(other)s”.") % titles + " " + enough
    if step.cost < outcome.cost:
        fewer = _("Fewer people ranked “%(other)s”. But it cost less.") % titles
        return f"{fewer} {enough}"
    return _("Fewer people ranked “%(other)s”. But less of their money had gone to other projects.") % titles
