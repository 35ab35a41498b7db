"""What the front page is made of: its dark band, and the facts below."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hero:
    """The dark band: one sentence in two lines, one lead, at most one button and one link."""

    first: str
    second: str
    lead: str
    amount: str = ""
    button: str = ""
    href: str = ""
    link: str = ""
    link_href: str = ""

    @property
    def title(self) -> str:
        """The heading in one line, for the title of the page."""
        return " ".join(part for part in (self.amount, self.first, self.second) if part)


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is true of it."""

    name: str
    text: str
