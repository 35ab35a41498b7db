"""Why an officer stops, extends or cancels a round, or takes a project out: the codes of the log, in words."""

from pbvote.services.suspend_round import REASONS
from pbvote.services.withdraw_project import REASONS as PROJECT_REASONS
from pbvote.web.language import _


def round_reasons() -> tuple[tuple[str, str], ...]:
    """Each reason about a round, with its words."""
    return tuple((each, reason_words(each)) for each in REASONS)


def project_reasons() -> tuple[tuple[str, str], ...]:
    """Each reason to take a project out, with its words."""
    return tuple((each, reason_words(each)) for each in PROJECT_REASONS)


def reason_words(code: str) -> str:
    """A reason in words; one that is not known yet as it stands."""
    words = {
        "technical": _("Something does not work"),
        "security": _("Something may not be safe"),
        "legal": _("The law or a court asks for it"),
        "access": _("People could not get to the vote"),
        "other": _("Another reason"),
        "author": _("Its authors asked for it"),
        "safety": _("It would not be safe"),
        "funded-elsewhere": _("It got its money elsewhere"),
        "not-possible": _("It can no longer be done"),
        "moved-in": _("Moved in"),
        "moved-away": _("Moved away"),
        "died": _("Died"),
        "duplicate": _("Was there twice"),
        "mistake": _("Was a mistake"),
        "several": _("Several reasons"),
    }
    return words.get(code, code)
