"""Facts that stop an act. Each error's text is a sentence for the person: what happened and what to do."""

from collections.abc import Sequence
from datetime import datetime

from pbvote.domain.sentence import Sentence, say


class PbvoteError(Exception):
    """A fact that stops an act; its text is a sentence that says what to do. Never raised itself."""

    def __str__(self) -> str:
        """The sentence as it was made: with `say` it can still be put into another language."""
        sentence = self.args[0] if len(self.args) == 1 else None
        return sentence if isinstance(sentence, Sentence) else super().__str__()


# --- who you are ---


class SignInRefusedError(PbvoteError):
    """An unknown code or the wrong birthday: one text for both, so that neither can be guessed alone."""

    def __init__(self) -> None:
        super().__init__(say("The code and the birthday do not go together. Check both and try again."))


class CodeReplacedError(PbvoteError):
    """The code was printed again: the old one died."""

    def __init__(self) -> None:
        super().__init__(say("You were given a newer code, so this one has stopped working. Use the newest one."))


class CodeStoppedError(PbvoteError):
    """Too many wrong birthdays were tried on this code."""

    def __init__(self) -> None:
        super().__init__(
            say("This code has been stopped, because many wrong birthdays were tried. Ask us for a new one.")
        )


class TooManyTriesError(PbvoteError):
    """Too many failures from one place in a short time."""

    def __init__(self) -> None:
        super().__init__(say("There were too many wrong tries. Wait 5 minutes, then try again."))


class SessionEndedError(PbvoteError):
    """Nobody is signed in on this device, or the session ran out."""

    def __init__(self) -> None:
        super().__init__(say("You are not signed in any more. Sign in again: your choices are kept."))


class NotEligibleError(PbvoteError):
    """The member may not vote in this pot."""

    def __init__(self) -> None:
        super().__init__(say("You cannot vote in this pot. Your pots are listed on the page “My pots”."))


# --- rounds ---


class UnknownRoundError(PbvoteError):
    """No such round or pot."""

    def __init__(self, name: str) -> None:
        super().__init__(say("There is no round or pot called “%(name)s”.", name=name))


class RoundNotOpenError(PbvoteError):
    """No ballot can be taken now. The subclasses say why."""


class RoundNotYetOpenError(RoundNotOpenError):
    """Voting has not begun."""

    def __init__(self, opens_at: datetime) -> None:
        self.opens_at = opens_at
        super().__init__(say("Voting has not opened yet. Come back when it opens: your code will work then."))


class RoundSuspendedError(RoundNotOpenError):
    """Voting is stopped for a while."""

    def __init__(self) -> None:
        super().__init__(say("Voting is paused for now. Your earlier votes are safe. Please come back later."))


class RoundClosedError(RoundNotOpenError):
    """Voting is over."""

    def __init__(self) -> None:
        super().__init__(say("Voting has closed. Votes can no longer be cast or changed."))


class RoundCancelledError(RoundNotOpenError):
    """The round was cancelled by two officers: it has no result."""

    def __init__(self) -> None:
        super().__init__(say("This round was cancelled. No vote is taken any more, and none is counted."))


class KeyUnreadableError(PbvoteError):
    """A key file is missing, damaged or readable by others."""


class IllegalMoveError(PbvoteError):
    """The round is not in the state that this act needs."""

    def __init__(self, act: str, state: str) -> None:
        super().__init__(say("“%(act)s” is not possible while the round is %(state)s.", act=act, state=state))


class ScheduleError(PbvoteError):
    """Dates that cannot stand."""


class RoundSetUpError(PbvoteError):
    """A round, pot or project that cannot be set up as given."""


# --- ballots ---


class UnknownProjectError(PbvoteError):
    """A project that is not on this pot's ballot."""

    def __init__(self, project: str) -> None:
        super().__init__(
            say("The project “%(project)s” is not in this pot. Choose from the list of projects.", project=project[:64])
        )


class RankingRefusedError(PbvoteError):
    """A ranking that this pot does not take."""


class TooManyChoicesError(RankingRefusedError):
    """More choices than the pot takes."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(say("You can choose up to %(most)s. Remove one to add another.", most=most))


class KeyReusedError(PbvoteError):
    """The same form was sent with another ranking."""

    def __init__(self) -> None:
        super().__init__(say("This page is out of date. Your vote is as you cast it. Look at your pots to change it."))


class LaterVoteError(PbvoteError):
    """A form of an earlier vote came again after the vote was changed; `receipt` is the present one, if any."""

    def __init__(self, receipt: object | None) -> None:
        self.receipt = receipt
        super().__init__(say("You changed this vote later. Your later vote counts, not this one."))


class TooManyChangesError(PbvoteError):
    """A vote may be changed 30 times."""

    def __init__(self) -> None:
        super().__init__(
            say("You have changed this vote 30 times. Your last vote counts. Ask a helper to change it again.")
        )


class ChangeNotAllowedError(PbvoteError):
    """This round does not let votes be changed."""

    def __init__(self) -> None:
        super().__init__(say("In this round a vote cannot be changed after it is cast. Your vote is safe."))


class ChangeNeedsSignInError(PbvoteError):
    """A vote is changed or taken back only right after signing in."""

    def __init__(self) -> None:
        super().__init__(say("To change or take back a vote, sign in again with your code and birthday."))


class NothingToWithdrawError(PbvoteError):
    """There is no vote to take back."""

    def __init__(self) -> None:
        super().__init__(say("You have no vote in this pot, so there is nothing to take back."))


# --- officers ---


class OwnActError(PbvoteError):
    """An officer tried to confirm what they prepared."""

    def __init__(self) -> None:
        super().__init__(say("Another officer must confirm this. You prepared it yourself."))


class ActLapsedError(PbvoteError):
    """A prepared act that can no longer be confirmed."""

    def __init__(self, why: str) -> None:
        super().__init__(say("This act can no longer be confirmed: %(why)s. Prepare it again.", why=why))


class ActIncompleteError(PbvoteError):
    """An act was prepared without what has to be agreed on, or with more."""

    def __init__(self, act: str, needed: Sequence[str]) -> None:
        super().__init__(
            say(
                "To prepare “%(act)s”, say exactly this with it: %(needed)s.",
                act=act,
                needed=", ".join(needed) or say("nothing more"),
            )
        )


class UnknownOfficerError(PbvoteError):
    """A role that is not an officer's."""

    def __init__(self, role: str) -> None:
        super().__init__(say("“%(role)s” is not an officer of this trust.", role=role))


# --- the log ---


class HistoryChangedError(PbvoteError):
    """The stored log no longer agrees with what was signed: nothing is signed until it is repaired."""


class BalanceFailedError(PbvoteError):
    """The numbers of a closing do not agree: the round stays closed to votes and waits for a repair.

    `cause` says in one word what does not agree, so that a page can say what to look at first.
    """

    def __init__(self, sentence: str, cause: str = "other") -> None:
        self.cause = cause
        super().__init__(sentence)


class NotCheckedError(PbvoteError):
    """A result cannot be published before the checking program has found nothing wrong with its count."""

    def __init__(self) -> None:
        super().__init__(
            say("The checking program has not passed this count. Look at its findings on the closing page.")
        )


class CheckRunningError(PbvoteError):
    """Somebody else, or the server itself, has just begun a check."""

    def __init__(self) -> None:
        super().__init__(say("The check is running already. Look at the closing page again in a minute."))


class CopyFailedError(PbvoteError):
    """No copy of the database could be written."""


class UnknownLinkError(PbvoteError):
    """A link that was never given to an auditor, or has ended."""

    def __init__(self) -> None:
        super().__init__(say("This link does not work, or has ended. Ask the officers of the trust for a new one."))


class ResultNotPublishedError(PbvoteError):
    """The result is not out yet."""

    def __init__(self) -> None:
        super().__init__(say("The result of this round is not published yet."))


class DatabaseNotEmptyError(PbvoteError):
    """The given database already holds something."""


class DatabaseBusyError(PbvoteError):
    """The database does not take writes at this moment: nothing was written."""

    def __init__(self) -> None:
        super().__init__(say("We could not save this just now. Nothing was lost. Please press the button again."))
