"""Why one project won or lost, in a page that can be read aloud: the answer, the money, how it compares, what now."""

from dataclasses import dataclass
from fractions import Fraction

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import UnknownRoundError
from pbvote.domain.result import ProjectOutcome, ProjectState, Step
from pbvote.storage.queries.pages import ProjectView
from pbvote.storage.queries.results import PotResult
from pbvote.web.bars import Bar
from pbvote.web.closeness import Closeness, closeness_of
from pbvote.web.count_words import share_words, tie_words, whole_pounds
from pbvote.web.language import _
from pbvote.web.page import render
from pbvote.web.presenters import money, number
from pbvote.web.results import published_or_waiting, why_words
from pbvote.web.why_money import Story, lost_story, won_story
from pbvote.web.why_spending import WhySpending, spending_of, untold_words


@dataclass(frozen=True, slots=True)
class Card:
    """A project beside another: its state, and pairs of a word and a value."""

    project: ProjectView
    state: str
    won: bool
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page about money: sentences, and bars where there is an analysis."""

    title: str
    paragraphs: tuple[str, ...]
    spending: WhySpending | None = None


@dataclass(frozen=True, slots=True)
class WhyPage:
    """What the page says, from the answer down."""

    title: str
    answer: str
    bars: tuple[Bar, ...]
    story: Story
    closeness: tuple[Closeness, ...]
    sections: tuple[Section, ...]
    shares: tuple[str, ...]
    ties: tuple[str, ...]
    rival: ProjectView | None
    card: Card
    other: Card | None
    compare: str
    lost: bool
    told: bool
    withheld: bool


def why(request: Request) -> Response:
    """GET /rounds/{round}/{pot}/results/projects/{project}; UnknownRoundError for no project of the pot."""
    found = published_or_waiting(request)
    if isinstance(found, Response):
        return found
    project = found.projects.get(request.path_params["project"])
    if project is None:
        raise UnknownRoundError(request.path_params["project"])
    return render(request, "results/why.html", round=found.round, pot=found.pot, result=found, project=project,
                  page=why_page(found, project))  # fmt: skip


def why_page(found: PotResult, project: ProjectView) -> WhyPage:
    """All that the tier allows to tell of a project's fate."""
    line = next(each for each in found.document["projects"] if each["id"] == project.id)
    won = line["state"] in {ProjectState.FUNDED, ProjectState.FILLED}
    outcome = found.counted.outcome_of(project.id) if found.counted else None
    step = found.counted.step_of(project.id) if found.counted else None
    rival = None if won else _rival(found, project.id)
    story = _story(found, outcome, step)
    counted = outcome is not None and outcome.state is not ProjectState.REMOVED
    other = _winner(found) if counted and not won else None
    ties = found.counted.ties if found.counted else ()
    card = _card(project, line["state"], outcome, step)
    beside = None if other is None else _winner_card(found, other)
    return WhyPage(
        title=_title(project, line["state"]),
        answer=_answer(why_words(line, won=won)),
        bars=story.bars,
        story=story,
        closeness=() if outcome is None or rival else closeness_of(found, outcome),
        sections=_sections(story, None if rival else spending_of(found, outcome), lost=not won),
        shares=share_words(found.counted) if story.paragraphs else (),
        ties=tuple(tie_words(each, found.titles).text for each in ties if project.id in each.tied),
        rival=rival,
        card=card,
        other=beside,
        compare="" if other is None or outcome is None else _compare(outcome, found, other),
        lost=not won,
        told=outcome is not None,
        withheld=any(value == _not_shown() for each in (card, beside) if each for _word, value in each.pairs),
    )


def _title(project: ProjectView, state: str) -> str:
    if state in {ProjectState.FUNDED, ProjectState.FILLED}:
        return _("Why “%(title)s” was funded") % {"title": project.title}
    if state == ProjectState.REMOVED:
        return _("Why “%(title)s” was not counted") % {"title": project.title}
    return _("Why “%(title)s” was not funded") % {"title": project.title}


def _answer(reason: str) -> str:
    """The reason without the words that the heading has said already: `Not funded: 101 people …`."""
    begin, colon, rest = reason.partition(": ")
    is_said = begin in {"Not funded", "Not counted"}  # of the sentences that the log vouches for
    return rest[0].upper() + rest[1:] if colon and is_said else reason


def _story(found: PotResult, outcome: ProjectOutcome | None, step: Step | None) -> Story:
    if found.counted is None or outcome is None or outcome.state is ProjectState.REMOVED:
        return Story((), ())
    if step is not None:
        return won_story(found.counted, step)
    if _rival(found, outcome.id) is not None or not found.counted.is_counted:
        return Story((), ())
    return lost_story(found.counted, outcome, untold_words(found, outcome))


def _sections(story: Story, spending: WhySpending | None, *, lost: bool) -> tuple[Section, ...]:
    """Of a loser it is one story where the money went; a winner's tells first where it came from."""
    if lost and spending:
        return (Section(spending.title, (*story.paragraphs, spending.lead), spending),)
    title = _("Where the money went") if lost else _("Where the money came from")
    told = (Section(title, story.paragraphs),) if story.paragraphs else ()
    return (*told, Section(spending.title, (spending.lead,), spending)) if spending else told


def _rival(found: PotResult, project_id: str) -> ProjectView | None:
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
