"""Names that are not ours."""

import pytest

from tests.web.settings import HERE
from tests.web.visitor import Visitor


@pytest.mark.parametrize("host", ["evil.example", "", "testserver.evil.example", "<b>x</b>", "evil.example:443"])
@pytest.mark.parametrize("path", ["/", "/nope", "/log.jsonl"])
def test_another_name_gets_our_address_and_nothing_of_its_own(visitor: Visitor, host: str, path: str) -> None:
    answer = visitor.client.get(path, headers={"host": host})
    assert answer.status_code == 400
    assert answer.text == f"This is not an address of this site. Go to {HERE}"
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_our_own_name_is_answered_with_and_without_a_port(visitor: Visitor) -> None:
    assert visitor.client.get("/", headers={"host": "testserver"}).status_code == 200
    assert visitor.client.get("/", headers={"host": "testserver:443"}).status_code == 200
