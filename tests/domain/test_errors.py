"""Every fact that stops an act has a sentence for the person."""

import inspect
import re
from datetime import UTC, datetime

import pytest

from pbvote.domain import errors
from pbvote.domain.errors import PbvoteError

ERRORS = [thing for _, thing in inspect.getmembers(errors, inspect.isclass) if issubclass(thing, PbvoteError)]
GIVEN = {
    "name": "spring", "opens_at": datetime(2027, 3, 1, tzinfo=UTC), "act": "freeze", "state": "open", "project": "bike",
    "most": 5, "receipt": None, "why": "it was confirmed before", "role": "officer-9", "needed": ["seed"],
    "sentence": "The sums differ.", "cause": "marks",
}  # fmt: skip


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_its_text_is_a_sentence(error: type[PbvoteError]) -> None:
    """With a capital and a full stop; those that take their text from where they are raised are exempt."""
    if "__init__" not in vars(error):
        assert error.__doc__
        return
    names = list(inspect.signature(error).parameters)
    told = str(error(*[GIVEN[name] for name in names]))
    assert re.fullmatch(r"[A-Z“].*[.]", told), told
    assert error.__name__.endswith("Error")


def test_a_project_id_of_a_megabyte_is_not_repeated() -> None:
    assert len(str(errors.UnknownProjectError("x" * 1_000_000))) < 200


def test_what_can_be_shown_beside_the_words() -> None:
    assert errors.TooManyChoicesError(5).most == 5
    assert errors.RoundNotYetOpenError(GIVEN["opens_at"]).opens_at == GIVEN["opens_at"]  # type: ignore[arg-type] # a datetime
    assert errors.LaterVoteError("receipt").receipt == "receipt"
