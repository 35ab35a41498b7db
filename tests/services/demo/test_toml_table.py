"""A strict table gives what is there and refuses the rest by name."""

import pytest

from pbvote.services.demo.toml_table import ContentError, TomlTable


def test_lines_are_joined_and_paragraphs_kept() -> None:
    """A text may be wrapped in the file."""
    assert TomlTable("here", {"t": "\none\ntwo  three\n\n\n four\n"}).text("t") == "one two three\n\nfour"


def test_what_was_read_is_done() -> None:
    """A table whose keys were all read is accepted."""
    table = TomlTable("here", {"t": "one"})
    table.text("t")
    table.done()


def test_a_key_that_nobody_read_is_refused() -> None:
    """Else a misspelt key would be lost without a word."""
    with pytest.raises(ContentError, match="here: “t” is not known"):
        TomlTable("here", {"t": "one"}).done()


def test_no_number_is_none_only_where_the_key_is_absent() -> None:
    """A key with a wrong value is a fault, not an absence."""
    assert TomlTable("here", {}).whole_or_none("n") is None
    with pytest.raises(ContentError, match="must be a whole number"):
        TomlTable("here", {"n": ""}).whole_or_none("n")


@pytest.mark.parametrize("value", [None, [], "text", 3])
def test_what_is_not_a_table_is_refused(value: object) -> None:
    """A table is a table."""
    with pytest.raises(ContentError, match="expected a table"):
        TomlTable("here", {"t": value}).table("t")


@pytest.mark.parametrize("value", ["text", {"a": 1}, 3])
def test_what_is_not_a_list_is_refused(value: object) -> None:
    """A list is a list."""
    with pytest.raises(ContentError, match="must be a list"):
        TomlTable("here", {"t": value}).texts("t")


def test_an_empty_list_of_tables_is_refused() -> None:
    """A pot without projects, a round without pots: nothing to show."""
    with pytest.raises(ContentError, match="“t” is empty"):
        TomlTable("here", {"t": []}).tables("t", "project")
