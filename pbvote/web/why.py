"""Why one project won or lost, in a page that can be read aloud: the answer, the money, how it compares, what now."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import UnknownRoundError
from pbvote.domain.result import ProjectOutcome, ProjectState, Result, Step
from pbvote.domain.rules import RANKED_EQUAL_SHARES
from pbvote.storage.queries.became import idea_of_project
from pbvote.storage.queries.pages import ProjectView
from pbvote.storage.queries.results import PotResult
from pbvote.web.bars import Bar
from pbvote.web.closeness import Closeness, closeness_of
from pbvote.web.count_words import has_voting_money, share_words, tie_words
from pbvote.web.language import _, published
from pbvote.web.page import render
from pbvote.web.results import published_or_waiting, why_words
from pbvote.web.why_compare import Card, rival_of, set_beside
from pbvote.web.why_money import Story, lost_story, passed_over, won_story
from pbvote.web.why_spending import WhySpending, spending_of, untold_words


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
    with request.app.state.office.database.read() as db:
        origin = idea_of_project(db, found.round.id, found.pot.id, project.id)
    return render(request, "results/why.html", round=found.round, pot=found.pot, result=found, project=project,
                  origin=origin, page=why_page(found, project))  # fmt: skip


def why_page(found: PotResult, project: ProjectView) -> WhyPage:
    """All that the tier allows to tell of a project's fate."""
    line = next(each for each in found.document["projects"] if each["id"] == project.id)
    won = line["state"] in {ProjectState.FUNDED, ProjectState.FILLED}
    outcome = found.counted.outcome_of(project.id) if found.counted else None
    step = found.counted.step_of(project.id) if found.counted else None
    rival = None if won else rival_of(found, project.id)
    story = _story(found, outcome, step)
    ties = found.counted.ties if found.counted else ()
    beside = set_beside(found, project, line["state"], outcome)
    return WhyPage(
        title=_title(project, line["state"]),
        answer=_answer(why_words(line, won=won)),
        bars=story.bars,
        story=story,
        closeness=() if outcome is None or rival else closeness_of(found, outcome),
        sections=_sections(story, None if rival else spending_of(found, outcome), line["state"]),
        shares=share_words(found.counted) if story.paragraphs and line["state"] != ProjectState.REMOVED else (),
        ties=tuple(tie_words(each, found.titles).text for each in ties if project.id in each.tied),
        rival=rival,
        card=beside.card,
        other=beside.other,
        compare=beside.words,
        lost=not won,
        told=outcome is not None,
        withheld=beside.withheld,
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
    return published(rest[0].upper() + rest[1:] if colon and is_said else reason)


def _story(found: PotResult, outcome: ProjectOutcome | None, step: Step | None) -> Story:
    if found.counted is None or outcome is None:
        return Story((), ())
    if outcome.state is ProjectState.REMOVED:
        return Story((), _moved_up(found.counted))
    if step is not None:
        return won_story(found.counted, step)
    if rival_of(found, outcome.id) is not None or not found.counted.is_counted:
        return Story((), ())
    if not has_voting_money(found.counted):
        return passed_over(found.counted, outcome, found.titles)
    return lost_story(found.counted, outcome, untold_words(found, outcome))


def _moved_up(counted: Result) -> tuple[str, ...]:
    """What became of the choices after one that was not counted; points keep the place as written."""
    if counted.rule != RANKED_EQUAL_SHARES.rule_id:
        return ()
    return (_("In the votes that ranked it, the choices after it moved up one place."),)


def _sections(story: Story, spending: WhySpending | None, state: str) -> tuple[Section, ...]:
    """A loser's tells where the money went, then what was left; a winner's tells first where it came from."""
    if state == ProjectState.UNFUNDED and spending:
        went, left = story.paragraphs[:-1], story.paragraphs[-1:]
        return (Section(spending.title, (*went, spending.lead), spending), Section(_("What was left at the end"), left))
    title = {
        ProjectState.UNFUNDED: _("Where the money went"),
        ProjectState.REMOVED: _("What became of the votes for it"),
    }.get(ProjectState(state), _("Where the money came from"))
    told = (Section(title, story.paragraphs),) if story.paragraphs else ()
    return (*told, Section(spending.title, (spending.lead,), spending)) if spending else told
