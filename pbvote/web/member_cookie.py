"""The cookie of a member who takes part, apart from that of voting: neither opens what the other opens."""

from pbvote.web.session_cookie import SessionCookie

MEMBER = SessionCookie("pbvote-member", "lax")
"""Lax: a link in an e-mail must find it."""

cookie_name = MEMBER.full_name
member_cookie = MEMBER.value
has_member_session = MEMBER.has_session
member_csrf_token = MEMBER.csrf_token
make_member_cookie = MEMBER.make
send_made_cookie = MEMBER.send_made
send_member_cookie = MEMBER.send
drop_member_cookie = MEMBER.drop
