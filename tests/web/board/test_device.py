"""What a browser says it is."""

import pytest

from pbvote.web.board.device import device_words


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("curl/8", "A device we do not know"),
        ("", "A device we do not know"),
        ("<script>alert(1)</script>\n", "A device we do not know"),
    ],
)
def test_it_becomes_two_words_of_our_own(told: str, words: str) -> None:
    assert device_words(told) == words
