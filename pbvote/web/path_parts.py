"""What may stand in a part of an address: a number that any database takes, and text without the sign that none takes.

What does not fit is an address that we do not have: 404, before any handler or database sees it.
"""

from starlette.convertors import IntegerConvertor, PathConvertor, StringConvertor, register_url_convertor


class Number(IntegerConvertor):
    """Up to nine figures: they fit the ids of every table, and Python reads them at once."""

    regex = "[0-9]{1,9}"


class Part(StringConvertor):
    """Text without a slash and without NUL, which PostgreSQL takes in no text."""

    regex = r"[^/\x00]+"


class Rest(PathConvertor):
    """Text to the end of the address, without NUL."""

    regex = r"[^\x00\n]*"


def bound_path_parts() -> None:
    """Let the addresses of every route be read with these, in place of Starlette's own."""
    register_url_convertor("int", Number())
    register_url_convertor("str", Part())
    register_url_convertor("path", Rest())
