"""The addresses of the youth panel, and of authors who are asked to make one idea of two."""

from starlette.routing import Route

from pbvote.web import merging, panel

IDEA = "/my/panel/{round}/{number:int}"

PANEL_ROUTES = (
    Route("/my/panel/{round}", panel.page, name="panel"),
    Route("/my/panel/{round}/leave", panel.take_leave, name="panel_leave", methods=["POST"]),
    Route("/my/panel/{round}/leave", panel.to_list),
    Route(IDEA, panel.idea, name="panel_idea"),
    Route(f"{IDEA}/review", panel.take_review, name="panel_review", methods=["POST"]),
    Route(f"{IDEA}/review", panel.to_idea),
    Route(f"{IDEA}/vote", panel.take_vote, name="panel_vote", methods=["POST"]),
    Route(f"{IDEA}/vote", panel.to_idea),
    Route(f"{IDEA}/say", panel.take_say, name="panel_say", methods=["POST"]),
    Route(f"{IDEA}/say", panel.to_idea),
    Route(f"{IDEA}/interest", panel.take_interest, name="panel_interest", methods=["POST"]),
    Route(f"{IDEA}/interest", panel.to_idea),
    Route(f"{IDEA}/reopen", panel.take_reopen, name="panel_reopen", methods=["POST"]),
    Route(f"{IDEA}/reopen", panel.to_idea),
    Route("/my/merges", merging.page, name="my_merges"),
    Route("/my/merges/{id:int}", merging.offer, name="my_merge"),
    Route("/my/merges/{id:int}", merging.take_offer, methods=["POST"]),
)
"""Every address of the panel and of merging under /my."""
