"""Reviews in plain words: who found what, and how the reviewer's figure stands beside the authors'."""

from dataclasses import dataclass
from datetime import datetime

from pbvote.domain.review import COUNCIL, FRONT_LINE, YOUTH, Verdict
from pbvote.storage.queries.reviews import ReviewsView, ReviewView
from pbvote.web.language import _
from pbvote.web.presenters import Block, blocks, money

TAGS = {Verdict.FEASIBLE: "", Verdict.IF_CHANGED: "govuk-tag--yellow", Verdict.NOT_FEASIBLE: "govuk-tag--grey"}


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """One area's review as pages show it; texts as paragraphs, and lists where somebody wrote them."""

    area: str
    who: str
    verdict: str
    tag: str
    cost: str
    authors_cost: str
    difference: str
    reason: tuple[Block, ...]
    change: tuple[Block, ...]
    worth: tuple[Block, ...]
    signed_at: datetime | None
    earlier: str


@dataclass(frozen=True, slots=True)
class ReviewCards:
    """All reviews of an idea, and the authors' answer as paragraphs."""

    cards: tuple[ReviewCard, ...]
    answer: tuple[Block, ...]
    answered: bool


def review_cards(found: ReviewsView | None) -> ReviewCards | None:
    """The reviews in words; None stays None, so that a page leaves the part out."""
    if found is None:
        return None
    cards = tuple(_card(each, found.version) for each in found.reviews)
    return ReviewCards(cards, blocks(found.answer), found.answered)


def who_words(area: str) -> str:
    """Who speaks for an area, on pages for everybody."""
    return {
        COUNCIL: _("The council"),
        FRONT_LINE: _("People who do this work"),
        YOUTH: _("The young people’s panel"),
    }.get(area, area)


def verdict_words(verdict: str) -> str:
    """What was found, in a sentence without its full stop; empty for nothing yet."""
    return {
        "": "",
        Verdict.FEASIBLE: _("It can be done"),
        Verdict.IF_CHANGED: _("It can be done if it is changed"),
        Verdict.NOT_FEASIBLE: _("It cannot be done"),
    }.get(verdict, verdict)


def cost_beside(authors: int, reviewer: int | None) -> str:
    """How the reviewer's figure stands beside the authors', in pence, in a sentence."""
    if reviewer is None:
        return _("No other figure was given.")
    if not authors:
        return _("The authors gave no figure.")
    if reviewer == authors:
        return _("Both figures are the same.")
    words = (
        _("That is %(money)s more than the authors’ figure.")
        if reviewer > authors
        else _("That is %(money)s less than the authors’ figure.")
    )
    return words % {"money": money(abs(reviewer - authors))}


def _card(view: ReviewView, present: int) -> ReviewCard:
    earlier = _("This is about an earlier version. The authors have changed the idea since.")
    return ReviewCard(
        area=view.area,
        who=who_words(view.area),
        verdict=verdict_words(view.verdict),
        tag=TAGS.get(Verdict(view.verdict), "") if view.verdict else "",
        cost=money(view.cost) if view.cost is not None else "",
        authors_cost=money(view.authors_cost) if view.authors_cost else "",
        difference=cost_beside(view.authors_cost, view.cost),
        reason=blocks(view.reason),
        change=blocks(view.change),
        worth=blocks(view.worth),
        signed_at=view.signed_at,
        earlier=earlier if view.version != present else "",
    )
