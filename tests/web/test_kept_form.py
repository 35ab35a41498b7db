"""What a form that came too late shows of what was typed."""

import pytest

from pbvote.web.forms import Form
from pbvote.web.kept_form import KeptForm, kept_form


@pytest.mark.parametrize(
    ("name", "value", "is_shown"),
    [
        ("text", "Half a sent", True),
        ("text", "one\nword a line", True),
        ("text", "全" * 65, True),
        ("mark", "a" * 64, False),
        ("support", "yes", False),
        ("text", "", False),
    ],
)
def test_words_are_shown_and_marks_are_not(name: str, value: str, *, is_shown: bool) -> None:
    kept = KeptForm("/my", ((name, value),))
    assert kept.texts == ((value,) if is_shown else ())
    assert (f"kept.{name}", value) in kept.hidden


def test_a_password_never_comes_back_in_a_page() -> None:
    form = Form((("csrf", "token"), ("password", "nine wet stones"), ("text", "On we go")))
    assert kept_form("/my/password", form).fields == (("text", "On we go"),)
