"""A person with a browser without script: opens pages, fills in forms, presses buttons. Every page is checked."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from starlette.testclient import TestClient

from pbvote.web.app import create_app
from tests.factories import World
from tests.web.page_rules import X, check_page, inner_text
from tests.web.settings import HERE, SETTINGS

OUR_PAGE = {"origin": HERE, "sec-fetch-site": "same-origin"}


@dataclass(frozen=True, slots=True)
class Page:
    """An answer, parsed if it is a page."""

    status: int
    path: str
    text: str
    document: Element | None
    headers: dict[str, str]

    @property
    def words(self) -> str:
        """What can be read in the main part, with single spaces."""
        assert self.document is not None
        return " ".join(inner_text(self._main()).split())

    @property
    def heading(self) -> str:
        """The h1."""
        assert self.document is not None
        return " ".join(inner_text(next(self.document.iter(f"{X}h1"))).split())

    def form(self, action: str) -> dict[str, list[str]]:
        """The hidden fields and values of the form that acts at `action`."""
        assert self.document is not None
        acting = [each for each in self.document.iter(f"{X}form") if each.get("method") == "post"]
        form = next(each for each in acting if urlsplit(each.get("action") or "").path == action)
        fields: dict[str, list[str]] = {}
        for field in form.iter(f"{X}input"):
            if field.get("name"):
                fields.setdefault(field.get("name") or "", []).append(field.get("value") or "")
        return fields

    def links(self) -> list[str]:
        """Where the links of the whole page lead, without those to a place on it."""
        assert self.document is not None
        found = [link.get("href") or "" for link in self.document.iter(f"{X}a")]
        return [each for each in found if not each.startswith("#")]

    def _main(self) -> Element:
        assert self.document is not None
        return next(self.document.iter(f"{X}main"))


class Visitor:
    """One browser at the site of a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        app = create_app(SETTINGS, world.office)
        self.client = TestClient(
            app, base_url=HERE, follow_redirects=False, client=("127.0.0.1", 50000), raise_server_exceptions=False
        )
        self.page = Page(0, "", "", None, {})

    def get(self, path: str, status: int = 200) -> Page:
        """Open an address, and go where it leads."""
        return self._arrive(self.client.get(path), status)

    def post(self, path: str, fields: dict[str, str | list[str]], status: int = 200) -> Page:
        """Send fields as a form of our pages would."""
        return self._arrive(self.client.post(path, data=fields, headers=OUR_PAGE), status)

    def press(self, action: str, status: int = 200, /, **fields: str) -> Page:
        """Fill in and send the form on the present page that goes to `action`."""
        return self.post(action, {**self.page.form(action), **fields}, status)

    def sign_in(self, number: int) -> Page:
        """Sign in as member `number`, page by page."""
        assert self.world.codes is not None
        self.get("/sign-in")
        self.press("/sign-in", code=self.world.codes[self.world.members[number]])
        day, month = ("14", "2") if number % 2 == 0 else ("3", "6")
        return self.press("/sign-in/birthday", **{"born-day": day, "born-month": month})

    def choose(self, *projects: str, pot: str = "youth") -> Page:
        """Choose projects, one press each."""
        for project in projects:
            self.get(f"/vote/{pot}/choose")
            self.press(f"/vote/{pot}/choose", add=project)
        return self.page

    def cast(self, *projects: str, pot: str = "youth") -> Page:
        """Choose, check and cast."""
        self.choose(*projects, pot=pot)
        self.get(f"/vote/{pot}/check")
        return self.press(f"/vote/{pot}/cast")

    def _arrive(self, answer: object, status: int) -> Page:
        response = answer
        for _ in range(4):
            if response.status_code != 303:  # type: ignore[attr-defined] # httpx2 answers carry no types here
                break
            response = self.client.get(response.headers["location"])  # type: ignore[attr-defined] # as above
        self.page = _page(response)
        assert self.page.status == status, f"{self.page.status} at {self.page.path}: {self.page.text[:3000]}"
        return self.page


def _page(response: object) -> Page:
    headers = dict(response.headers)  # type: ignore[attr-defined] # httpx2 answers carry no types here
    text, status = response.text, response.status_code  # type: ignore[attr-defined] # as above
    is_page = headers.get("content-type", "").startswith("text/html")
    document = check_page(text, headers) if is_page else None
    return Page(status, response.url.path, text, document, headers)  # type: ignore[attr-defined] # as above
