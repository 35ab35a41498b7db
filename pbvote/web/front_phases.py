"""The front page of a round that asks its members: questions, ideas, reviews, and the one thing to do now."""

from starlette.requests import Request

from pbvote.domain.phase import Phase
from pbvote.storage.queries.pages import RoundView
from pbvote.storage.queries.phases import PhaseView
from pbvote.web.front_parts import Fact, Hero
from pbvote.web.language import _, ngettext
from pbvote.web.page import path_for
from pbvote.web.presenters import day, moment, money, word


def phase_hero(request: Request, present: RoundView, phases: PhaseView) -> Hero:
    """What the band says in each phase."""
    heroes = {
        Phase.WAITING: _waiting,
        Phase.QUESTIONS: _questions,
        Phase.IDEAS: _ideas,
        Phase.REVIEW: _review,
        Phase.LIST: _list,
    }
    return heroes[phases.phase](request, present, phases)


def phase_facts(present: RoundView, phases: PhaseView) -> tuple[Fact, ...]:
    """When, how much, and what is needed."""
    dates = phases.dates
    when = {
        Phase.WAITING: (_("It begins"), dates.questions or dates.ideas),
        Phase.QUESTIONS: (_("Questions until"), dates.ideas),
        Phase.IDEAS: (_("Ideas until"), dates.review),
    }.get(phases.phase)
    pots = ngettext("One pot", "%(word)s pots", len(present.pots)) % {"word": word(len(present.pots)).capitalize()}
    return (
        *((Fact(when[0], day(when[1])),) if when else ()),
        Fact(_("Voting opens"), day(present.opens_at)),
        Fact(_("To share"), pots),
        Fact(_("You need"), _("The code from your letter or card")),
    )


def _waiting(request: Request, present: RoundView, phases: PhaseView) -> Hero:
    begins = phases.dates.questions or phases.dates.ideas
    lead = _("You say what it should be for. You can take part from %(when)s.") % {"when": moment(begins)}
    return Hero(
        first=_("to share."), second=_("It begins with you."), amount=_sum(present), lead=lead,
        link=_("See how it works"), link_href=path_for(request.app.router, "round", round=present.id),
    )  # fmt: skip


def _questions(request: Request, present: RoundView, phases: PhaseView) -> Hero:
    lead = _("Put a question that makes people think of good ideas. You can do this until %(when)s.")
    return Hero(
        first=_("to share."), second=_("What should we ask?"), amount=_sum(present),
        lead=lead % {"when": moment(phases.dates.ideas)}, button=_("Put a question"),
        href=path_for(request.app.router, "questions", round=present.id), **_money_first(),
    )  # fmt: skip


def _ideas(request: Request, present: RoundView, phases: PhaseView) -> Hero:
    lead = _("Ideas are open until %(when)s. You can stop in the middle and go on later.")
    return Hero(
        first=_("to share."), second=_("What is your idea?"), amount=_sum(present),
        lead=lead % {"when": moment(phases.dates.review)}, button=_("Put your idea"),
        href=path_for(request.app.router, "propose", round=present.id), **_ideas_link(request, present),
    )  # fmt: skip


def _review(request: Request, present: RoundView, phases: PhaseView) -> Hero:
    lead = _("People who know the work look at each idea. Their reviews are shown all together, from %(when)s.")
    return Hero(
        _("The ideas are in."), _("Now they are reviewed."), lead % {"when": day(phases.dates.list)},
        **_ideas_link(request, present),
    )  # fmt: skip


def _list(request: Request, present: RoundView, _phases: PhaseView) -> Hero:
    lead = _("The reviews are out. The ballot is put together now, and voting opens at %(when)s.")
    return Hero(
        _("The reviews are out."), _("The vote comes next."), lead % {"when": moment(present.opens_at)},
        **_ideas_link(request, present),
    )  # fmt: skip


def _sum(present: RoundView) -> str:
    return money(sum(pot.budget for pot in present.pots))


def _money_first() -> dict[str, str]:
    return {"link": _("Look at the money first"), "link_href": "#pots"}


def _ideas_link(request: Request, present: RoundView) -> dict[str, str]:
    return {"link": _("See the ideas"), "link_href": path_for(request.app.router, "ideas", round=present.id)}
