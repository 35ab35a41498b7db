"""What the parts and the facts of a member's data are called on the page that shows them."""

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from pbvote.web.language import _
from pbvote.web.presenters import moment, money

PENCE = {"cost"}


def part_words(name: str) -> str:
    """The heading of a part."""
    return _parts()[name]()


def field_words(name: str) -> str:
    """What a fact is called."""
    return _fields()[name]()


def value_words(name: str, value: object) -> str:
    """A fact as text; what belongs together in the file stays together."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if name in PENCE and isinstance(value, int):
        return money(value)
    if isinstance(value, (tuple, list, dict)):
        return ", ".join(map(str, value)) if _is_plain(value) else json.dumps(value, default=str, ensure_ascii=False)
    return str(value)


def _is_plain(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(each, str) for each in value)


Said = Callable[[], str]


@cache
def _parts() -> dict[str, Said]:
    return {
        "member": lambda: _("You, on the list of members"),
        "account": lambda: _("What you gave about yourself"),
        "sessions": lambda: _("Where you are signed in"),
        "links": lambda: _("Links we sent you by e-mail"),
        "roll": lambda: _("Rounds in which you may vote"),
        "roll_changes": lambda: _("When you came onto a list of voters"),
        "marks": lambda: _("Whether you have voted"),
        "envelopes": lambda: _("Sealed envelopes for your vote. Each pot has one, even if you did not vote"),
        "vote_drafts": lambda: _("Choices that you did not cast yet. They are sealed"),
        "codes": lambda: _("Your voting codes. We keep them scrambled"),
        "voting_sessions": lambda: _("Where you are signed in to vote"),
        "voting_days": lambda: _("Days on which you signed in to vote"),
        "helped": lambda: _("Days on which a helper helped you to vote"),
        "invitations": lambda: _("Invitations to write an idea with you"),
        "supports": lambda: _("Ideas that you support"),
        "comments": lambda: _("What you said about ideas"),
        "reports": lambda: _("What you reported"),
        "objections": lambda: _("Second looks that you asked for"),
        "questions": lambda: _("Questions that you put to a round"),
        "question_supports": lambda: _("Questions that you support"),
        "panel": lambda: _("Your time on the youth panel"),
        "panel_votes": lambda: _("Your votes on the youth panel"),
        "panel_reviews": lambda: _("Reviews that you wrote for the youth panel"),
        "interests": lambda: _("Ideas that you stay out of on the panel"),
        "merge_consents": lambda: _("Your word on making one idea of two"),
        "cards": lambda: _("Youth sessions in which you used your card"),
        "notices": lambda: _("What we told you"),
        "messages": lambda: _("E-mails to you"),
        "ideas": lambda: _("Your ideas"),
    }


@cache
def _fields() -> dict[str, Said]:
    return {**_person_fields(), **_time_fields(), **_text_fields(), **_place_fields()}


def _person_fields() -> dict[str, Said]:
    return {
        "name": lambda: _("Name"),
        "under_16": lambda: _("Under 16"),
        "under_18": lambda: _("Under 18"),
        "member_class": lambda: _("Kind of member"),
        "address": lambda: _("Address"),
        "postcode": lambda: _("Postcode"),
        "large_print": lambda: _("Large print"),
        "email": lambda: _("E-mail address"),
        "shown_as": lambda: _("What others see"),
        "language": lambda: _("Language"),
        "by_email": lambda: _("Notices by e-mail"),
        "muted": lambda: _("Notices you switched off"),
        "has_password": lambda: _("Password set"),
        "device": lambda: _("Device, as its browser says"),
        "age_band": lambda: _("Ages"),
        "group": lambda: _("Group of voters"),
        "act": lambda: _("Added or removed"),
        "removed": lambda: _("Taken off the list"),
        "marked": lambda: _("Voted"),
    }


def _time_fields() -> dict[str, Said]:
    return {
        "joined_at": lambda: _("Since"),
        "seen_at": lambda: _("Last used"),
        "ends_at": lambda: _("Ends"),
        "used_at": lambda: _("Used"),
        "day": lambda: _("Day"),
        "made_at": lambda: _("Made"),
        "since": lambda: _("Since"),
        "judged_at": lambda: _("Read by us"),
        "ended_at": lambda: _("Ended"),
        "saved_at": lambda: _("Saved"),
        "said_at": lambda: _("Said"),
        "read_at": lambda: _("Read by you"),
        "sent_at": lambda: _("Sent"),
        "submitted_at": lambda: _("Sent in"),
    }


def _text_fields() -> dict[str, Said]:
    return {
        "text": lambda: _("Text"),
        "reason": lambda: _("Reason"),
        "state": lambda: _("State"),
        "stage": lambda: _("State"),
        "kind": lambda: _("Kind"),
        "purpose": lambda: _("What for"),
        "judged_reason": lambda: _("Our reason"),
        "settlement": lambda: _("What became of it"),
        "answer": lambda: _("Our answer"),
        "upheld": lambda: _("We agreed with you"),
        "why": lambda: _("Our answer"),
        "matter": lambda: _("About"),
        "agrees": lambda: _("You agreed"),
        "verdict": lambda: _("Your view"),
        "change": lambda: _("What would have to change"),
        "worth": lambda: _("What else it is good for"),
        "details": lambda: _("Details"),
        "channel": lambda: _("Sent by"),
        "subject": lambda: _("About"),
        "title": lambda: _("Title"),
        "theme": lambda: _("Theme"),
        "cost": lambda: _("Cost"),
        "draft": lambda: _("What you typed and did not send"),
        "outcome": lambda: _("What became of it"),
        "outcome_reason": lambda: _("Why"),
        "versions": lambda: _("Every version that you sent"),
    }


def _place_fields() -> dict[str, Said]:
    return {
        "ward": lambda: _("Ward"),
        "round_id": lambda: _("Round"),
        "pot_id": lambda: _("Pot"),
        "pots": lambda: _("Pots"),
        "area": lambda: _("Reviewed as"),
        "id": lambda: _("Our number for it"),
        "number": lambda: _("Number of the idea"),
        "proposal_id": lambda: _("Our number of the idea"),
        "question_id": lambda: _("Our number of the question"),
        "subject_id": lambda: _("Our number of the text"),
        "merge_id": lambda: _("Our number of the offer"),
        "tablet_id": lambda: _("Our number of the session"),
        "project_id": lambda: _("Its project on the ballot"),
    }
