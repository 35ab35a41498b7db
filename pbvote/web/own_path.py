"""Whether an address that came from outside leads to a page of this site, and nowhere else."""

from urllib.parse import urlsplit

LONGEST = 500


def is_own_path(asked: str) -> bool:
    """True for a path of ours with its query, such as “/rounds/spring/ideas?page=2”."""
    if not asked.startswith("/") or asked.startswith("//") or len(asked) > LONGEST:
        return False
    if not asked.isprintable() or "\\" in asked or ".." in asked:
        return False
    parts = urlsplit(asked)
    return not parts.scheme and not parts.netloc
