"""The board's addresses for ideas: their review, and what else the staff does with them before a freeze."""

from starlette.routing import Route

from pbvote.web.board import (
    idea_table,
    merging,
    moderation,
    outcome,
    outcomes,
    panel,
    prices,
    review_form,
    reviews,
    round_reviews,
    type_idea,
)

BOARD_IDEA_ROUTES = (
    # texts to read
    Route("/board/moderation", moderation.page, name="board_moderation"),
    Route("/board/moderation/objections/{objection:int}", moderation.objection, name="board_objection"),
    Route("/board/moderation/objections/{objection:int}", moderation.take_objection, methods=["POST"]),
    Route("/board/moderation/{subject}/{text:int}", moderation.text, name="board_moderate"),
    Route("/board/moderation/{subject}/{text:int}", moderation.take_text, methods=["POST"]),
    Route("/board/rounds/{round}/ideas.csv", idea_table.table, name="board_ideas_csv"),
    # helping members to write theirs
    Route("/board/prices", prices.prices, name="board_prices"),
    Route("/board/prices", prices.take_prices, methods=["POST"]),
    Route("/board/prices/{id:int}", prices.price, name="board_price"),
    Route("/board/prices/{id:int}", prices.take_price, methods=["POST"]),
    Route("/board/rounds/{round}/ideas/type", type_idea.type_in, name="board_type_idea"),
    Route("/board/rounds/{round}/ideas/type", type_idea.take_type_in, methods=["POST"]),
    # reviewing
    Route("/board/reviews", reviews.queue, name="board_reviews"),
    Route("/board/reviews/{id:int}", review_form.review, name="board_review"),
    Route("/board/reviews/{id:int}", review_form.take_review, methods=["POST"]),
    Route("/board/reviews/{id:int}/take", reviews.take, name="board_review_take", methods=["POST"]),
    Route("/board/reviews/{id:int}/take", reviews.to_sheet),
    Route("/board/reviews/{id:int}/give-back", reviews.ask_give_back, name="board_review_back"),
    Route("/board/reviews/{id:int}/give-back", reviews.give_back, methods=["POST"]),
    Route("/board/reviews/{id:int}/interest", reviews.ask_interest, name="board_review_interest"),
    Route("/board/reviews/{id:int}/interest", reviews.take_interest, methods=["POST"]),
    Route("/board/rounds/{round}/reviews", round_reviews.overview, name="board_round_reviews"),
    Route("/board/rounds/{round}/reviews", round_reviews.publish, methods=["POST"]),
    Route("/board/rounds/{round}/reviews/{number:int}", round_reviews.one, name="board_round_review"),
    Route("/board/rounds/{round}/reviews/{number:int}", round_reviews.give, methods=["POST"]),
    Route(
        "/board/rounds/{round}/reviews/{number:int}/answer",
        round_reviews.judge,
        name="board_review_answer",
        methods=["POST"],
    ),
    Route("/board/rounds/{round}/reviews/{number:int}/answer", round_reviews.to_one),
    Route(
        "/board/rounds/{round}/reviews/{number:int}/panel",
        round_reviews.read_panel,
        name="board_review_panel",
        methods=["POST"],
    ),
    Route("/board/rounds/{round}/reviews/{number:int}/panel", round_reviews.to_one),
    # what becomes of ideas, the youth panel, making one idea of two
    Route("/board/rounds/{round}/ideas", outcomes.page, name="board_ideas"),
    Route("/board/rounds/{round}/ideas", outcomes.take_too_few, methods=["POST"]),
    Route("/board/rounds/{round}/ideas/{number:int}", outcome.idea, name="board_idea"),
    Route("/board/rounds/{round}/ideas/{number:int}", outcome.take_outcome, methods=["POST"]),
    Route("/board/rounds/{round}/ideas/{number:int}/panel", outcome.take_show, name="board_show_say", methods=["POST"]),
    Route("/board/rounds/{round}/ideas/{number:int}/panel", outcome.to_idea),
    Route("/board/rounds/{round}/panel", panel.page, name="board_panel"),
    Route("/board/rounds/{round}/panel", panel.find, methods=["POST"]),
    Route("/board/rounds/{round}/panel/appoint", panel.take_appoint, name="board_panel_appoint", methods=["POST"]),
    Route("/board/rounds/{round}/panel/appoint", panel.to_page),
    Route("/board/rounds/{round}/panel/end", panel.take_end, name="board_panel_end", methods=["POST"]),
    Route("/board/rounds/{round}/panel/end", panel.to_page),
    Route("/board/rounds/{round}/merging", merging.page, name="board_merging"),
    Route("/board/rounds/{round}/merging", merging.take_ask, methods=["POST"]),
    Route("/board/rounds/{round}/merging/{id:int}/drop", merging.take_drop, name="board_merge_drop", methods=["POST"]),
    Route("/board/rounds/{round}/merging/{id:int}/drop", merging.to_page),
)
"""Every address of the board that is about ideas."""
