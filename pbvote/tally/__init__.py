"""What the count is: a pot, its ballots and a tie order become a result with its trace."""
