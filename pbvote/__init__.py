"""pbvote: participatory budgeting for resident-owned trusts, counted exactly and checkable by anyone."""

__version__ = "0.1.0"
