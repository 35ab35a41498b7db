"""A form that came too late: what was typed is kept in the browser's own page, and sent again after the sign-in."""

from dataclasses import dataclass

from pbvote.web import csrf
from pbvote.web.forms import Form
from pbvote.web.own_path import is_own_path

ADDRESS, AS, PREFIX = "kept-address", "kept-as", "kept."
MULTIPART = "multipart/form-data"
LONGEST_MARK = 64
"""Characters of the longest mark that a form carries along; a language without spaces may well have more."""

NEVER_KEPT = "password"
"""What is in the name of a field that never comes back in a page: it is typed again."""


@dataclass(frozen=True, slots=True)
class KeptForm:
    """Where a form was going, how it is encoded, and its fields but for the token."""

    address: str
    fields: tuple[tuple[str, str], ...]
    encoding: str = ""

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """The fields with which another form carries this one along."""
        around = ((ADDRESS, self.address), (AS, self.encoding))
        return around + tuple((PREFIX + name, value) for name, value in self.fields)

    @property
    def texts(self) -> tuple[str, ...]:
        """What a person typed, as far as it is words: they see that it is still there, and can copy it."""
        return tuple(value for name, value in self.fields if _is_words(value))


def kept_form(address: str, form: Form, *, is_multipart: bool = False) -> KeptForm:
    """A form of ours, on its way to `address`, without its token and without passwords."""
    fields = tuple((name, value) for name, value in form.fields if name != csrf.FIELD and NEVER_KEPT not in name)
    return KeptForm(address, fields, MULTIPART if is_multipart else "")


def carried_form(form: Form) -> KeptForm | None:
    """The form that another one carries along, if it does and if it goes to an address of ours."""
    address = form.get(ADDRESS)
    if not is_own_path(address):
        return None
    fields = tuple((name.removeprefix(PREFIX), value) for name, value in form.fields if name.startswith(PREFIX))
    return KeptForm(address, fields, MULTIPART if form.get(AS) == MULTIPART else "")


def _is_words(value: str) -> bool:
    return len(value.split()) > 1 or len(value) > LONGEST_MARK
