"""The addresses of the board for the phases of a round and the questions of its members."""

from starlette.routing import Route

from pbvote.web.board import phases, questions

AT = "/board/rounds/{round}"

PHASE_ROUTES = (
    Route(f"{AT}/phases", phases.page, name="board_phases"),
    Route(f"{AT}/phases/next", phases.ask_next, name="board_next_phase"),
    Route(f"{AT}/phases/next", phases.take_next, methods=["POST"]),
    Route(f"{AT}/questions", questions.page, name="board_questions"),
    Route(f"{AT}/questions", questions.take_choice, methods=["POST"]),
    Route(f"{AT}/questions/{{number:int}}", questions.question, name="board_question"),
    Route(f"{AT}/questions/{{number:int}}", questions.take_question, methods=["POST"]),
)
"""Every address of phases under /board."""
