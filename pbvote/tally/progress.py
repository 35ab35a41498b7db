"""Who waits for long work is told how far it is."""

from collections.abc import Callable
from typing import TypeAlias

OnProgress: TypeAlias = Callable[[str, int, int], None]
"""Is told what is worked out next, how much is done, and how much there is.

An analysis names "prices", "margins" and "confirmations", a comparison the rules.
"""


def nobody_waits(_what: str, _done: int, _of: int) -> None:
    """Tells nobody."""
