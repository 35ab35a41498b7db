"""What can be wrong with a bundle, named for the fact. Every error becomes one finding."""


class VerifierError(Exception):
    """The base of all errors of this room; never raised itself."""


class MalformedError(VerifierError):
    """Bytes that are not in the one form that the papers allow."""


class UnprovenError(VerifierError):
    """A signature, a proof or a root that does not hold."""


class UnopenableError(VerifierError):
    """There is no bundle at all: no such file, not a zip, or no log.jsonl in it."""
