"""The words of the youth panel's pages: how an idea stands for one of its members."""

from pbvote.storage.queries import panel_page as states
from pbvote.web.language import _


def state_words(state: str) -> str:
    """How an idea stands, in a few words."""
    return {
        states.OUT: _("You stay out"),
        states.SAY: _("Somebody said no. Do you agree?"),
        states.SOON: _("It can be reviewed when ideas have closed"),
        states.WRITE: _("Nobody has begun to write"),
        states.GO_ON: _("You are writing"),
        states.TAKEN: _("Somebody is writing"),
        states.VOTE: _("Waits for your vote"),
        states.VOTED: _("You have voted"),
        states.OTHERS: _("The others vote on your text"),
        states.DONE: _("Done"),
    }[state]
