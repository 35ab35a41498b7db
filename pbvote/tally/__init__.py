"""What the count is: a pot, its ballots and a tie order become a result with its trace."""

from pbvote.tally.counting import count

__all__ = ["count"]
