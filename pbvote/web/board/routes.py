"""The addresses of the board, grouped by journey. An address that is given up needs a redirect here."""

from starlette.routing import Route

from pbvote.web.board import acts, codes, home, signin
from pbvote.web.board.desk import takes_guest_form

BOARD_ROUTES = (
    Route("/board", home.home, name="board"),
    # protected acts
    Route("/board/acts/{number:int}", acts.look, name="board_act"),
    Route("/board/acts/{number:int}", acts.confirm, methods=["POST"]),
    Route("/board/acts/{number:int}/drop", acts.drop, name="board_act_drop", methods=["POST"]),
    Route("/board/acts/new/{act}", acts.prepare, name="board_prepare_trust"),
    Route("/board/acts/new/{act}", acts.take_prepared, methods=["POST"]),
    Route("/board/rounds/{round}/acts/{act}", acts.prepare, name="board_prepare"),
    Route("/board/rounds/{round}/acts/{act}", acts.take_prepared, methods=["POST"]),
    # lost codes
    Route("/board/rounds/{round}/codes", codes.codes, name="board_codes"),
    Route("/board/rounds/{round}/codes", codes.find, methods=["POST"]),
    Route("/board/rounds/{round}/codes/new", codes.prepare_one, name="board_code", methods=["POST"]),
    Route("/board/rounds/{round}/codes/new", codes.to_codes),
    # signing in
    Route("/board/sign-in", signin.sign_in, name="board_signin"),
    Route("/board/sign-in", takes_guest_form(signin.take_sign_in), methods=["POST"]),
    Route("/board/sign-out", takes_guest_form(signin.sign_out), name="board_signout", methods=["POST"]),
    Route("/board/signed-out", signin.signed_out_page, name="board_signed_out"),
)
"""Every address under /board. A fixed address stands before one with a name in it."""
