"""The addresses of the board, grouped by journey. An address that is given up needs a redirect here."""

from starlette.routing import Route

from pbvote.web.board import (
    acts,
    assist,
    clock,
    closing,
    codes,
    compare,
    home,
    join,
    messages,
    own,
    people,
    population,
    running,
    security,
    signin,
    tablets,
    texts,
)
from pbvote.web.board.desk import takes_guest_form
from pbvote.web.board.idea_routes import BOARD_IDEA_ROUTES
from pbvote.web.board.members_routes import MEMBERS_ROUTES
from pbvote.web.board.phase_routes import PHASE_ROUTES
from pbvote.web.board.set_up_routes import SET_UP_ROUTES

BOARD_ROUTES = (
    Route("/board", home.home, name="board"),
    *SET_UP_ROUTES,
    *PHASE_ROUTES,
    *BOARD_IDEA_ROUTES,
    # protected acts
    Route("/board/acts/{number:int}", acts.look, name="board_act"),
    Route("/board/acts/{number:int}", acts.confirm, methods=["POST"]),
    Route("/board/acts/{number:int}/drop", acts.drop, name="board_act_drop", methods=["POST"]),
    Route("/board/acts/new/{act}", acts.prepare, name="board_prepare_trust"),
    Route("/board/acts/new/{act}", acts.take_prepared, methods=["POST"]),
    Route("/board/rounds/{round}/acts/{act}", acts.prepare, name="board_prepare"),
    Route("/board/rounds/{round}/acts/{act}", acts.take_prepared, methods=["POST"]),
    # while voting is open
    Route("/board/rounds/{round}/running", running.page, name="board_running"),
    Route("/board/rounds/{round}/suspend", running.ask_suspend, name="board_suspend"),
    Route("/board/rounds/{round}/suspend", running.suspend, methods=["POST"]),
    Route("/board/clock", clock.page, name="board_clock"),
    Route("/board/clock", clock.move, methods=["POST"]),
    # comparing the rules
    Route("/board/rounds/{round}/compare", compare.page, name="board_compare"),
    # helping to vote
    Route("/board/assist", assist.assist, name="board_assist"),
    Route("/board/assist", assist.begin, methods=["POST"]),
    # youth sessions
    Route("/board/tablets", tablets.page, name="board_tablets"),
    Route("/board/tablets", tablets.take_open, methods=["POST"]),
    Route("/board/tablets/{tablet:int}", tablets.cards, name="board_tablet"),
    Route("/board/tablets/{tablet:int}/close", tablets.take_close, name="board_tablet_close", methods=["POST"]),
    # lost codes
    Route("/board/rounds/{round}/codes", codes.codes, name="board_codes"),
    Route("/board/rounds/{round}/codes", codes.find, methods=["POST"]),
    Route("/board/rounds/{round}/codes/new", codes.prepare_one, name="board_code", methods=["POST"]),
    Route("/board/rounds/{round}/codes/new", codes.to_codes),
    *MEMBERS_ROUTES,
    # setting up a sign-in, by a one-time link
    Route("/board/join/{token}", join.join, name="board_join"),
    Route("/board/join/{token}", takes_guest_form(join.take_password), methods=["POST"]),
    Route("/board/join/{token}/app", join.app, name="board_join_app"),
    Route("/board/join/{token}/app", takes_guest_form(join.take_digits), methods=["POST"]),
    # what the trust says itself
    Route("/board/texts", texts.page, name="board_texts"),
    Route("/board/texts", texts.take, methods=["POST"]),
    Route("/board/rounds/{round}/population", population.page, name="board_population"),
    Route("/board/rounds/{round}/population", population.take, methods=["POST"]),
    # messages to members
    Route("/board/messages", messages.page, name="board_messages"),
    Route("/board/messages", messages.retry, methods=["POST"]),
    # people, one's own sign-in, the private security log
    Route("/board/people", people.page, name="board_people"),
    Route("/board/own", own.page, name="board_own"),
    Route("/board/own/end", own.take_end, name="board_own_end", methods=["POST"]),
    Route("/board/own/password", own.take_password, name="board_own_password", methods=["POST"]),
    Route("/board/own/codes", own.take_codes, name="board_own_codes", methods=["POST"]),
    Route("/board/security", security.page, name="board_security"),
    # closing night
    Route("/board/closing", closing.index, name="board_closing"),
    Route("/board/rounds/{round}/closing", closing.page, name="board_round_closing"),
    Route("/board/rounds/{round}/closing/copy", closing.take_copy, name="board_keep_copy", methods=["POST"]),
    Route("/board/rounds/{round}/closing/copy", closing.to_page),
    Route("/board/rounds/{round}/closing/check", closing.take_check, name="board_check_count", methods=["POST"]),
    Route("/board/rounds/{round}/closing/check", closing.to_page),
    # signing in
    Route("/board/sign-in", signin.sign_in, name="board_signin"),
    Route("/board/sign-in", takes_guest_form(signin.take_sign_in), methods=["POST"]),
    Route("/board/sign-out", takes_guest_form(signin.sign_out), name="board_signout", methods=["POST"]),
    Route("/board/signed-out", signin.signed_out_page, name="board_signed_out"),
)
"""Every address under /board. A fixed address stands before one with a name in it."""
