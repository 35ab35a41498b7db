"""The staff's own cookie, apart from the voters': never sent along from another site (SameSite=Strict)."""

from pbvote.web.session_cookie import SessionCookie

STAFF = SessionCookie("pbvote-staff", "strict")

cookie_name = STAFF.full_name
staff_cookie = STAFF.value
has_staff_session = STAFF.has_session
staff_csrf_token = STAFF.csrf_token
send_made_cookie = STAFF.send_made
send_staff_cookie = STAFF.send
drop_staff_cookie = STAFF.drop
