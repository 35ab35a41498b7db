"""A form with one file: it stays in memory and never lies in a folder for temporary files."""

from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say
from pbvote.web.body_limit import BodyTooLargeError, allow_body, has_all_come
from pbvote.web.forms import MOST_FIELDS, Form

ENVELOPE = 64 * 1024
"""Bytes that a form may have around its file."""

MOST_LET_BY = 64 * 1024 * 1024
"""Bytes that are let by unread of a file that is too large: a browser shows our answer only once it has sent all."""


@dataclass(frozen=True, slots=True)
class Upload:
    """The one file of a form; without a file both are empty. `too_large`: there was one, over the limit."""

    name: str
    content: bytes
    too_large: bool = False


class UploadUnreadableError(PbvoteError):
    """A form whose parts cannot be told apart."""

    def __init__(self) -> None:
        super().__init__(say("The file did not arrive whole, so nothing was saved. Go back and choose it again."))


async def read_upload(request: Request, limit: int, *, lets_by: bool = True) -> tuple[Form, Upload]:
    """The fields and the file; of a body that is too large the fields that came before its file.

    Unless `lets_by`, it raises BodyTooLargeError for one and reads no further.
    """
    parser = MultiPartParser(request.headers, request.stream(), max_files=1, max_fields=MOST_FIELDS)
    parser.spool_max_size = limit + ENVELOPE
    try:
        sent = await parser.parse()
    except (MultiPartException, KeyError) as error:  # a KeyError: no boundary, so no form of ours
        raise UploadUnreadableError from error
    except BodyTooLargeError:
        if not lets_by:
            raise
        await _let_by(request)
        return _texts(FormData(parser.items)), Upload("", b"", too_large=True)
    try:
        files = [value for _, value in sent.multi_items() if isinstance(value, UploadFile)]
        upload = Upload(files[0].filename or "", await files[0].read()) if files else Upload("", b"")
        form = _texts(sent)
    finally:
        await sent.close()
    is_too_large = len(upload.content) > limit
    return form, Upload(upload.name, b"", too_large=True) if is_too_large else upload


def _texts(sent: FormData) -> Form:
    return Form(tuple((name, value) for name, value in sent.multi_items() if isinstance(value, str)))


async def _let_by(request: Request) -> None:
    """Read on to the end and keep nothing, as far as that may be."""
    allow_body(request, MOST_LET_BY)
    if has_all_come(request):
        return
    try:
        async for _ in request.stream():
            pass
    except BodyTooLargeError:
        return
