"""What must hold for every page that any test reaches."""

from collections import Counter
from xml.etree.ElementTree import Element

import html5lib  # type: ignore[import-untyped] # it has no types of its own

from pbvote.web.headers import CONTENT_SECURITY_POLICY

X = "{http://www.w3.org/1999/xhtml}"
NEEDS_LABEL = {"text", "search", "email", "tel", "number", "password", "date", ""}


def check_page(text: str, headers: dict[str, str]) -> Element:
    """The parsed page; an AssertionError names the rule that it breaks."""
    document: Element = html5lib.HTMLParser(strict=True).parse(text)
    check_headers(headers)
    check_heading(document)
    check_ids(document)
    check_forms(document)
    check_labels(document)
    check_nothing_inline(document)
    assert document.get("lang") in {"en", "cy"}, "the page names its language"
    assert len(document.findall(f".//{X}main")) == 1, "one main landmark"
    assert all(image.get("alt") is not None for image in document.iter(f"{X}img")), "every picture has an alt text"
    assert "None" not in inner_text(document).split(), "a missing value was printed"
    return document


def check_headers(headers: dict[str, str]) -> None:
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["strict-transport-security"]
    assert headers["cache-control"] == "no-store"


def check_heading(document: Element) -> None:
    headings = list(document.iter(f"{X}h1"))
    assert len(headings) == 1, "exactly one h1"
    heading = " ".join(inner_text(headings[0]).split())
    title = " ".join(inner_text(next(document.iter(f"{X}title"))).split())
    assert heading, "the h1 says something"
    assert heading in title, f"the title “{title}” holds the heading “{heading}”"
    has_summary = any("govuk-error-summary" in (each.get("class") or "") for each in document.iter())
    assert title.startswith("Error: ") == has_summary, "“Error: ” stands in the title exactly when there is one"


def check_ids(document: Element) -> None:
    ids = Counter(each.get("id") for each in document.iter() if each.get("id") is not None)
    assert [name for name, times in ids.items() if times > 1] == []
    for link in document.iter(f"{X}a"):
        target = link.get("href") or ""
        assert target, f"the link “{inner_text(link).strip()}” leads somewhere"
        if target.startswith("#"):
            assert target[1:] in ids, f"{target} is on the page"


def check_forms(document: Element) -> None:
    for form in document.iter(f"{X}form"):
        assert form.get("action"), "each form says where it goes"
        if (form.get("method") or "get").lower() == "post":
            assert form.find(f".//{X}input[@name='csrf']") is not None, "each form that acts carries the token"


def check_labels(document: Element) -> None:
    labelled = {label.get("for") for label in document.iter(f"{X}label")}
    for field in (*document.iter(f"{X}input"), *document.iter(f"{X}select")):
        if field.tag == f"{X}select" or (field.get("type") or "") in NEEDS_LABEL:
            assert field.get("id") in labelled, f"the field {field.get('id')} has a label"


def check_nothing_inline(document: Element) -> None:
    assert not list(document.iter(f"{X}style")), "no style element"
    for each in document.iter():
        assert each.get("style") is None, "no style attribute"
        assert not [name for name in each.keys() if name.startswith("on")], "no script attribute"  # noqa: SIM118 - Element
    for script in document.iter(f"{X}script"):
        assert (script.get("src") or "").startswith("/static/"), "scripts come from our own files"


def inner_text(element: Element) -> str:
    return "".join(element.itertext())
