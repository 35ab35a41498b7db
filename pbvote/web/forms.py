"""Forms: read in one place, checked in one place, handed to plain functions in the thread pool."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from pbvote.web import csrf

MOST_FIELDS = 200
"""Far over any form of ours; the parser stops there."""


@dataclass(frozen=True, slots=True)
class Form:
    """The text fields of a form, in the order in which they came."""

    fields: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """The first field called `name`, trimmed; empty when there is none."""
        return next((value.strip() for each, value in self.fields if each == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every field called `name`."""
        return tuple(value for each, value in self.fields if each == name)

    def has(self, name: str) -> bool:
        """Whether there is a field called `name`, as from a button."""
        return any(each == name for each, _ in self.fields)


def takes_form(handler: Callable[[Request, Form], Response]) -> Callable[[Request], Awaitable[Response]]:
    """A handler for POST: it gets the fields only if the form is one of ours."""

    async def read_then_handle(request: Request) -> Response:
        csrf.verify_origin(request)
        async with request.form(max_files=0, max_fields=MOST_FIELDS) as sent:  # closes what the parser opened
            texts = [(name, value) for name, value in sent.multi_items() if isinstance(value, str)]
        form = Form(tuple(texts))
        csrf.verify_token(request, form.get(csrf.FIELD))
        return await run_in_threadpool(handler, request, form)

    read_then_handle.__name__ = handler.__name__
    read_then_handle.__doc__ = handler.__doc__
    return read_then_handle
