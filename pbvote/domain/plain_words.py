"""Plain words: which sentences of a text are too long for most people to read in one go."""

import re

MOST_WORDS = 25
"""The length of a sentence on our own pages; whoever writes a reason is only told, never stopped."""

_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+|\n+")


def long_sentences(text: str) -> tuple[str, ...]:
    """The sentences of more than 25 words, in order, with single spaces. A line that ends also ends a sentence."""
    sentences = (" ".join(each.split()) for each in _END.split(text) if each)
    return tuple(each for each in sentences if len(each.split()) > MOST_WORDS)
