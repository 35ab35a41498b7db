"""Sentences for people that are made far from any page.

The text stays apart from its values, so that it can be said in another language where it is shown. Everywhere else a
sentence is plain English text.
"""

from collections.abc import Mapping, Sequence
from typing import Self


class Sentence(str):
    """English text that also remembers what it was made of. Equal to the same text written by hand.

    `text` and `plural` hold `%(name)s` where a value of `values` stands; `plural` is empty unless `number` decides.
    A value may be a sentence itself.
    """

    __slots__ = ("number", "plural", "text", "values")

    text: str
    plural: str
    number: int
    values: Mapping[str, object]

    def __new__(cls, text: str, values: Mapping[str, object], plural: str = "", number: int = 1) -> Self:
        """Made by `say` and `say_many`, whose literals the catalogues of other languages collect."""
        chosen = plural if plural and number != 1 else text
        made = super().__new__(cls, chosen % values if values else chosen)
        made.text, made.plural, made.number, made.values = text, plural, number, values
        return made


def say(text: str, /, **values: object) -> Sentence:
    """A sentence of ours; each `%(name)s` in it stands for a value. Without values a percent sign is just that."""
    return Sentence(text, values)


def say_many(one: str, many: str, number: int, /, **values: object) -> Sentence:
    """`one` for the number 1, else `many`; `%(number)s` stands for the number unless `values` has its own."""
    return Sentence(one, {"number": number, **values}, many, number)


def either(names: Sequence[str]) -> str:
    """Names that stand for a choice: "a", "a or b", "a, b or c"."""
    if len(names) == 1:
        return names[0]
    return say("%(names)s or %(last)s", names=_with_commas(names[:-1]), last=names[-1])


def together(names: Sequence[str]) -> str:
    """Names that belong together: "a", "a and b", "a, b and c"."""
    if len(names) == 1:
        return names[0]
    return say("%(names)s and %(last)s", names=_with_commas(names[:-1]), last=names[-1])


def _with_commas(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return say("%(names)s, %(last)s", names=_with_commas(names[:-1]), last=names[-1])
