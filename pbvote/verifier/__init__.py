"""What an auditor runs: a second implementation that imports nothing else of pbvote."""
