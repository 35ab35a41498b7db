"""Style, script, fonts and pictures."""

import hashlib
import re

import pytest

from pbvote import paths
from pbvote.web.static import FOREVER, VersionedFiles, version_of
from tests.web.visitor import Visitor

STATIC = paths.static()
PAGE_LINK = re.compile(r'/static/[0-9a-f]{16}/[^"]+')


def test_every_file_that_a_page_names_is_there_and_kept_for_a_year(visitor: Visitor) -> None:
    named = set(PAGE_LINK.findall(visitor.get("/").text + visitor.get("/sign-in").text + visitor.get("/check").text))
    assert len(named) >= 7
    for address in named:
        answer = visitor.client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["cache-control"] == FOREVER


@pytest.mark.parametrize(
    "address",
    ["/static/0000000000000000/pb.js", "/static/{v}/nope.css", "/static/{v}/../../pyproject.toml", "/static/{v}/"],
)
def test_nothing_else_is_served(visitor: Visitor, address: str) -> None:
    """A58: no address climbs out of the folder."""
    version = version_of(STATIC)
    assert visitor.client.get(address.replace("{v}", version)).status_code == 404
    assert visitor.client.get(f"/static/{version}/%2e%2e/pyproject.toml").status_code == 404


def test_another_byte_gives_another_address(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("static")
    (folder / "a.css").write_text("a")
    before = VersionedFiles(folder).version
    (folder / "a.css").write_text("b")
    assert VersionedFiles(folder).version != before


def test_the_notice_names_every_vendored_file_with_its_hash() -> None:
    notice = (STATIC / "NOTICE.txt").read_text()
    for file in (*(STATIC / "vendor").glob("*.min.*"), *(STATIC / "fonts").glob("*.woff2")):
        assert file.relative_to(STATIC).as_posix() in notice
        assert hashlib.sha256(file.read_bytes()).hexdigest() in notice


def test_the_vendored_style_brings_no_font_crest_or_address_of_others() -> None:
    style = (STATIC / "vendor" / "govuk-frontend.min.css").read_text()
    for banned in ("@font-face", "GDS Transport", "url("):
        assert banned not in style


def test_no_file_of_ours_asks_another_host() -> None:
    for file in (*STATIC.glob("*.js"), *STATIC.glob("*.css"), *STATIC.glob("pictures/*.svg")):
        text = file.read_text().replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text, file
        assert "<script" not in text, file
        assert " on" not in text or file.suffix != ".svg" or not re.search(r"\son\w+=", text), file
