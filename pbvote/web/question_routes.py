"""The addresses of questions that a round should answer, for everybody and for members."""

from starlette.routing import Route

from pbvote.web import questions

QUESTION_ROUTES = (
    Route("/rounds/{round}/questions", questions.page, name="questions"),
    Route("/rounds/{round}/questions", questions.take_question, methods=["POST"]),
    Route(
        "/rounds/{round}/questions/{number:int}/support",
        questions.take_support,
        name="support_question",
        methods=["POST"],
    ),
    Route("/rounds/{round}/questions/{number:int}/support", questions.to_page),
    Route(
        "/rounds/{round}/questions/{number:int}/back", questions.take_back, name="take_back_question", methods=["POST"]
    ),
    Route("/rounds/{round}/questions/{number:int}/back", questions.to_page),
)
"""Every address of a question."""
