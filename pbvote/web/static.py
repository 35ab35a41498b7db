"""Style, script, fonts and pictures under an address that changes with their bytes."""

from functools import partial
from hashlib import sha256
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from pbvote.services.keep_picture import is_kept

FOREVER = "public, max-age=31536000, immutable"
LETTERS = 16  # of the hash: enough to tell releases apart


def version_of(folder: Path) -> str:
    """One name for the content of all files: imports and url() inside them are relative, so they share it."""
    digest = sha256()
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:LETTERS]


class VersionedFiles(StaticFiles):
    """Files that browsers keep for a year, since another content has another address."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder)
        self.version = version_of(folder)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file; 404 for an address of another release, so that no cache keeps a mixture."""
        if scope["path_params"].get("version") != self.version:
            raise HTTPException(404)
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = FOREVER
        return response


def static_address(version: str, name: str) -> str:
    """Where a browser finds the file `name`."""
    return f"/static/{version}/{name}"


def picture_address(version: str, file: str | None) -> str:
    """Where the picture of a project lies; one without a picture shows the mark of the place."""
    if is_kept(file):
        return f"/pictures/{file}"
    return static_address(version, f"pictures/{file or 'no-picture.svg'}")


def globals_for(version: str) -> dict[str, partial[str]]:
    """The two functions for templates."""
    return {
        "static": partial(static_address, version),
        "picture": partial(picture_address, version),
    }
