"""The catalogues hold what code and templates say; `make catalogues` brings them up to it."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import CHECKOUT


def load() -> ModuleType:
    """The program .ci/catalogues.py, which stands in no package."""
    spec = importlib.util.spec_from_file_location("catalogues", CHECKOUT / ".ci" / "catalogues.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(CHECKOUT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


catalogues = load()


def test_every_catalogue_holds_exactly_the_texts_of_the_code() -> None:
    """Red: run `make catalogues` and commit what it wrote."""
    texts = catalogues.all_texts()
    for file in catalogues.CATALOGUES.glob("*.po"):
        old = file.read_bytes()
        assert catalogues.updated(old, file.stem, texts) == old, f"run `make catalogues`: {file.name} is not up to date"


@pytest.mark.parametrize(
    ("name", "source", "texts"),
    [
        ("a.py", "_('Back')\ngettext('Next')", ["Back", "Next"]),
        ("a.py", "say('Up to %(most)s.', most=name('no'))", ["Up to %(most)s."]),
        ("a.py", "say_many('%(number)s vote', '%(number)s votes', 3)", [("%(number)s vote", "%(number)s votes")]),
        ("a.py", "_(kind)\nprint('Back')", []),
        ("a.html", '<p>{{ _("Back") }}</p><b>{{ ngettext("a vote", "votes", 2) }}</b>', ["Back", ("a vote", "votes")]),
        ("a.html", '<p>{{ _("Up to %(most)s", most=3) }}</p>', ["Up to %(most)s"]),
    ],
)
def test_texts_are_found(tmp_path: Path, name: str, source: str, texts: list[object]) -> None:
    (tmp_path / name).write_text(source)
    assert list(catalogues.texts_of(tmp_path / name)) == texts


OLD = b"""msgid ""
msgstr ""
"Language: cy\\n"

#, fuzzy
msgid "Back"
msgstr "Yn \xc3\xb4l"

msgid "Gone"
msgstr "x"
"""


def test_what_was_translated_stays_with_its_mark() -> None:
    new = catalogues.updated(OLD, "cy", {"Back": ["b.py"], "Again": ["a.py"]}).decode()
    assert '#: b.py\n#, fuzzy\nmsgid "Back"\nmsgstr "Yn ôl"' in new
    assert '#: a.py\nmsgid "Again"\nmsgstr ""' in new
    assert new.index("Again") < new.index("Back")


def test_what_nobody_says_any_more_goes() -> None:
    assert "Gone" not in catalogues.updated(OLD, "cy", {"Back": ["b.py"]}).decode()


def test_nothing_in_it_changes_by_itself() -> None:
    """No date, no line number: whoever changes a page changes only its own texts here."""
    once = catalogues.updated(OLD, "cy", {"Back": ["b.py"]})
    assert catalogues.updated(once, "cy", {"Back": ["b.py"]}) == once
    assert b"Date" not in once


def test_a_text_that_gets_a_plural_waits_anew() -> None:
    new = catalogues.updated(OLD, "cy", {("Back", "Backs"): ["b.py"]}).decode()
    assert "Yn ôl" not in new
