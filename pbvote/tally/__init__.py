"""What the count is: a pot, its ballots and a tie order become a result with its trace.

docs/counting-in-python.md shows how to use it without a database; this is all that such a program needs.
"""

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedGroup, CountedPot, CountedProject, CountInputError
from pbvote.domain.ranking import Ranking
from pbvote.domain.rules import RULES, CountMethod
from pbvote.domain.tie_order import tie_order
from pbvote.tally.analysis import analyse
from pbvote.tally.compare import compare
from pbvote.tally.counting import count, count_profile
from pbvote.tally.profile import Profile

__all__ = [
    "RULES", "Ballot", "CountInputError", "CountMethod", "CountedGroup", "CountedPot", "CountedProject", "Profile",
    "Ranking", "analyse", "compare", "count", "count_profile", "tie_order",
]  # fmt: skip
