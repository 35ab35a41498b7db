"""The base of every error that pbvote raises on purpose."""


class PbvoteError(Exception):
    """A fact that stops an act; its text is a sentence that says what to do. Never raised itself."""
