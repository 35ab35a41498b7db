"""The golden list of addresses: one that goes away needs a redirect first."""

import json
from pathlib import Path

from starlette.routing import Mount, Route

from pbvote import paths
from pbvote.web.routes import route_table
from pbvote.web.static import VersionedFiles

GOLDEN = Path(__file__).with_name("routes.json")


def test_the_addresses_are_those_of_the_golden_list() -> None:
    expected = json.loads(GOLDEN.read_text())
    actual = []
    for route in route_table(VersionedFiles(paths.static())):
        assert isinstance(route, (Route, Mount))
        methods = sorted((route.methods or set()) - {"HEAD"}) if isinstance(route, Route) else ["GET"]
        actual.append(f"{' '.join(methods)} {route.path}")
    assert actual == expected
