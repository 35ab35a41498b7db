"""The front page: where the round is, and the one thing to do now."""

from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.round import RoundState
from pbvote.storage.queries.pages import RoundView, rounds
from pbvote.storage.queries.public_log import PublishedPot, published_result
from pbvote.web.asking import asking_beside
from pbvote.web.front_parts import Fact, Hero
from pbvote.web.front_phases import phase_facts, phase_hero
from pbvote.web.language import _, ngettext
from pbvote.web.moneybar import MoneyBar, bar_of_result
from pbvote.web.page import path_for, render
from pbvote.web.presenters import day, moment, money, number, paused_words, time, weekday, word
from pbvote.web.rounds import is_public
from pbvote.web.sessions import seat_or_none

BEFORE = frozenset({RoundState.FROZEN, RoundState.SEALED})
VOTING = frozenset({RoundState.OPEN, RoundState.SUSPENDED})
OVER = frozenset(RoundState) - BEFORE - VOTING - {RoundState.DRAFT}


@dataclass(frozen=True, slots=True)
class LastRound:
    """The last published round: its first pot with a bar, the others in a sentence each."""

    title: str
    people: str
    amount: int
    name: str
    sentence: str
    bar: MoneyBar
    others: tuple[str, ...]


def front(request: Request) -> Response:
    """GET /: the newest round that is set up, and what the last published one brought."""
    with request.app.state.office.database.read() as db:
        known = [each for each in rounds(db) if is_public(each)]
        # a round that takes votes comes before one that is only being prepared
        present = next((each for each in known if each.state in VOTING), next(iter(known), None))
        last = _last_round(db, known)
    asking = asking_beside(request, known, present)
    area = request.app.state.pages.trust_of(request).area
    return render(
        request, "front/front.html", hero=hero_of(request, present, area), facts=facts_of(present),
        round=present, phases=present.phases if present and present.state is RoundState.DRAFT else None,
        pick=pick_words(present), last=last, asking=asking, cancelled=_is_cancelled(present),
        over=present is not None and present.state in OVER,
        published=present is not None and present.state is RoundState.PUBLISHED,
    )  # fmt: skip


def hero_of(request: Request, present: RoundView | None, area: str) -> Hero:
    """What the band says in each state of the round."""
    if present is None:
        return Hero(
            _("No vote is open."), _("The next one will be here."), _("Come back when you get a letter from us.")
        )
    if present.phases is not None and present.state is RoundState.DRAFT:
        return phase_hero(request, present, present.phases)
    return _later_hero(request, present) if present.state in OVER else _vote_hero(request, present, area)


def _vote_hero(request: Request, present: RoundView, area: str) -> Hero:
    """Until voting closes: the money, and how to take part."""
    look = {"link": _("Look at the projects first"), "link_href": "#pots"}
    if present.state is RoundState.SUSPENDED:
        wait = paused_words(present.suspended_until, present.closes_at)
        lead = _("All votes so far are safe. %(wait)s") % {"wait": wait}
        return Hero(first=_("Voting is paused."), second=_("Your vote is safe."), lead=lead, **look)
    amount = money(sum(pot.budget for pot in present.pots))
    share = {"first": _("to share."), "second": _("You choose where it goes."), "amount": amount}
    if present.state in BEFORE:
        lead = _("Voting opens at %(when)s. You can look at the projects now.") % {"when": moment(present.opens_at)}
        return Hero(**share, lead=lead, link=_("Look at the projects"), link_href="#pots")
    lead = _("People in %(area)s had the ideas. Now put your favourites in order. It takes about three minutes.")
    if seat_or_none(request) is None:
        button = {"button": _("Start voting"), "href": path_for(request.app.router, "signin")}
    else:
        button = {"button": _("Go to your pots"), "href": path_for(request.app.router, "pots")}
    return Hero(**share, lead=lead % {"area": area}, **button, **look)


def _later_hero(request: Request, present: RoundView) -> Hero:
    """After the close: what happens now, then the result."""
    if present.state is RoundState.CANCELLED:
        lead = _("The officers called off “%(round)s”. Votes that were cast are not opened and not counted.")
        why = {"link": _("See in the public log why"), "link_href": _log_of(request, present)}
        return Hero(_("This vote was called off."), _("You need do nothing."), lead % {"round": present.title}, **why)
    if present.state is RoundState.PUBLISHED:
        results = {"button": _("See the result"), "href": path_for(request.app.router, "results")}
        lead = _("See which projects won, and why.")
        return Hero(first=_("The result is in."), second=_("See where it goes."), amount="", lead=lead, **results)
    lead = _("Voting has closed. Every vote is counted, then the result stands here.")
    return Hero(
        first=_("We are counting."), second=_("The result comes next."), lead=lead,
        link=_("Check that your vote is in"), link_href=path_for(request.app.router, "check_code"),
    )  # fmt: skip


def facts_of(present: RoundView | None) -> tuple[Fact, ...]:
    """When, who, and what is needed."""
    if present is None or present.state is RoundState.CANCELLED:
        return ()
    if present.phases is not None and present.state is RoundState.DRAFT:
        return phase_facts(present, present.phases)
    opened = present.state not in BEFORE
    over = present.state in OVER
    close = f"{weekday(present.closes_at)}, {time(present.closes_at)}"
    facts = (
        Fact(_("Voting opened") if opened else _("Voting opens"), day(present.opens_at)),
        Fact(_("It closed") if over else _("It closes"), close),
        Fact(
            _("To share"),
            ngettext("One pot", "%(word)s pots", len(present.pots)) % {"word": word(len(present.pots)).capitalize()},
        ),
    )
    return facts if over else (*facts, Fact(_("You need"), _("The code from your letter or card")))


def _is_cancelled(present: RoundView | None) -> bool:
    return present is not None and present.state is RoundState.CANCELLED


def _log_of(request: Request, present: RoundView) -> str:
    return f"{path_for(request.app.router, 'log')}?round={present.id}"


def pick_words(present: RoundView | None) -> str:
    """How many projects one may pick, where every pot says the same."""
    most = {pot.max_ranks for pot in present.pots} if present else set()
    if len(most) != 1:
        return _("Pick the ones you like.")
    return _("Pick the ones you like, up to %(most)s.") % {"most": word(most.pop())}


def _last_round(db: Session, known: list[RoundView]) -> LastRound | None:
    last = next((each for each in known if each.state is RoundState.PUBLISHED), None)
    if last is None:
        return None
    published = [each for pot in last.pots if (each := published_result(db, last.id, pot.id)) is not None]
    first, *others = published
    votes = sum(each.numbers["marked"] for each in published)
    return LastRound(
        title=last.title,
        people=ngettext("%(num)s vote", "%(num)s votes", votes) % {"num": number(votes)},
        amount=sum(each.result["spent"] for each in published),
        name=first.pot.title,
        sentence=_asked_and_won(first),
        bar=bar_of_result(db, first),
        others=tuple(f"{each.pot.title}: {_asked_and_won(each)}" for each in others),
    )


def _asked_and_won(published: PublishedPot) -> str:
    won, asked = len(published.result["funded"]), len(published.result["projects"])
    words = ngettext(
        "%(asked)s projects asked for money, and one won.", "%(asked)s projects asked for money, and %(won)s won.", won
    )
    return words % {"asked": word(asked), "won": word(won)}
