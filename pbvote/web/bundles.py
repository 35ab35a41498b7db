"""Bundles as downloads: sent from their files in pieces, whole and never in ranges, so that none fills the memory."""

import os
from collections.abc import Iterator
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

PIECE = 256 * 1024
"""Bytes sent at once."""


def zip_answer(request: Request, file: BinaryIO, name: str, caching: str) -> Response:
    """An open bundle as a download. Its file is never written twice, so its number and time tell it apart."""
    told = os.fstat(file.fileno())
    tag = f'"{told.st_ino:x}-{told.st_mtime_ns:x}"'
    headers = {"cache-control": caching, "etag": tag, "accept-ranges": "none"}
    if tag in request.headers.get("if-none-match", ""):
        file.close()
        return Response(status_code=304, headers=headers)
    headers |= {"content-disposition": f'attachment; filename="{name}"', "content-length": str(told.st_size)}
    return StreamingResponse(_pieces(file), media_type="application/zip", headers=headers)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
