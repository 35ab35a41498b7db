"""What the text of a kind of notice consists of, and the words around it; the kinds are in notice_texts.py."""

from dataclasses import dataclass


def _(text: str) -> str:
    """Mark a text for the catalogues: it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A kind of notice: a line for subject and heading, its sentences, and the address to go to next.

    `topic` is what a member switches on or off in their choices.
    """

    topic: str
    subject: str
    sentences: tuple[str, ...]
    link: str


TOPICS = {
    "ideas": _("What happens to my ideas"),
    "reviews": _("Reviews of my ideas"),
    "talk": _("Answers to what I wrote"),
    "questions": _("My questions for a round"),
    "rounds": _("When a new part of a round begins"),
}
"""What a member can switch on or off, one by one."""

GREETING = _("Hello,")
NEXT = _("Go here: %(address)s")
FOOT = _("You asked us to write to this address. You can change that here: %(address)s")
"""What stands around a notice in an e-mail."""

OUTCOMES = {
    "on-ballot": _("It is on the list for the vote."),
    "not-feasible": _("It cannot be done, so it is not on the list for the vote."),
    "too-few-supporters": _("Too few members supported it, so it is not on the list for the vote."),
    "not-chosen": _("It is not on the list for the vote."),
    "merged": _("It goes on as one with another idea."),
    "withdrawn": _("It was withdrawn."),
}
"""What officers decided about an idea, by the code of the outcome; it fills `%(decided)s`."""
