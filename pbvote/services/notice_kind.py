"""What the text of a kind of notice consists of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A kind of notice: a line for subject and heading, its sentences, and the address to go to next.

    `topic` is what a member switches on or off in their choices.
    """

    topic: str
    subject: str
    sentences: tuple[str, ...]
    link: str
