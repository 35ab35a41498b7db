"""Many forms that differ in one field: sent without parsing each page, whose kind another test has parsed already."""

from html import unescape

from tests.web.visitor import OUR_PAGE, Visitor


def quick_get(visitor: Visitor, path: str, status: int) -> str:
    """The text of a page, or where it leads."""
    answer = visitor.client.get(path)
    assert answer.status_code == status, path
    return answer.headers.get("location") or unescape(answer.text)


def quick_post(visitor: Visitor, path: str, fields: dict[str, str], status: int = 422) -> str:
    """The text of the answer to a form; the token is that of the form on the present page."""
    token = next(part.split('"')[0] for part in visitor.page.text.split('name="csrf" value="')[1:])
    answer = visitor.client.post(path, data={"csrf": token, **fields}, headers=OUR_PAGE)
    assert answer.status_code == status, f"{answer.status_code} at {path} {fields}"
    return unescape(answer.text)
