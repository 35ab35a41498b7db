"""The addresses of ideas: reading them, talking about them, and an author's own pages. A fixed word comes first."""

from starlette.routing import Route

from pbvote.web import (
    idea,
    idea_authors,
    idea_check,
    idea_costs,
    idea_ends,
    idea_form,
    idea_parts,
    idea_pictures,
    idea_versions,
    ideas,
    my_review,
    propose,
    say,
    second_look,
)

IDEA_ROUTES = (
    # reading and talking
    Route("/rounds/{round}/ideas", ideas.page, name="ideas"),
    Route("/rounds/{round}/ideas.json", ideas.ideas_file, name="ideas_json"),
    Route("/rounds/{round}/ideas/{number:int}", idea.page, name="idea"),
    Route("/rounds/{round}/ideas/{number:int}/support", idea.take_support, name="idea_support", methods=["POST"]),
    Route("/rounds/{round}/ideas/{number:int}/support", idea.to_idea),
    Route("/rounds/{round}/ideas/{number:int}/comment", say.page, name="idea_comment"),
    Route("/rounds/{round}/ideas/{number:int}/comment", say.take, methods=["POST"]),
    Route("/rounds/{round}/ideas/{number:int}/ask", say.page, name="idea_ask"),
    Route("/rounds/{round}/ideas/{number:int}/ask", say.take, methods=["POST"]),
    Route("/rounds/{round}/ideas/{number:int}/reply/{text:int}", say.page, name="idea_reply"),
    Route("/rounds/{round}/ideas/{number:int}/reply/{text:int}", say.take, methods=["POST"]),
    Route("/rounds/{round}/ideas/{number:int}/remove/{text:int}", say.ask_remove, name="idea_remove"),
    Route("/rounds/{round}/ideas/{number:int}/remove/{text:int}", say.remove, methods=["POST"]),
    Route("/my/report/{subject}/{text:int}", second_look.ask_report, name="report_text"),
    Route("/my/report/{subject}/{text:int}", second_look.take_report, methods=["POST"]),
    Route("/my/second-look/{subject}/{text:int}", second_look.second_look, name="second_look"),
    Route("/my/second-look/{subject}/{text:int}", second_look.take_second_look, methods=["POST"]),
    # proposing
    Route("/rounds/{round}/propose", propose.begin, name="propose"),
    Route("/rounds/{round}/propose", propose.take_begin, methods=["POST"]),
    Route("/rounds/{round}/ideas/form", idea_form.form, name="idea_form"),
    Route("/rounds/{round}/ideas/{number:int}/versions", idea_versions.versions, name="idea_versions"),
    # one's own ideas
    Route("/my/ideas", propose.mine, name="my_ideas"),
    Route("/my/ideas/{id:int}", propose.idea, name="my_idea"),
    Route("/my/ideas/{id:int}/cost", idea_costs.costs, name="my_idea_cost"),
    Route("/my/ideas/{id:int}/cost", idea_costs.take_costs, methods=["POST"]),
    Route("/my/ideas/{id:int}/pictures", idea_pictures.pictures, name="my_idea_pictures"),
    Route("/my/ideas/{id:int}/pictures", idea_pictures.take_pictures, methods=["POST"]),
    Route("/my/ideas/{id:int}/similar", idea_check.similar, name="my_idea_similar"),
    Route("/my/ideas/{id:int}/check", idea_check.check, name="my_idea_check"),
    Route("/my/ideas/{id:int}/check", idea_check.take_check, methods=["POST"]),
    Route("/my/ideas/{id:int}/sent", idea_check.sent, name="my_idea_sent"),
    Route("/my/ideas/{id:int}/authors", idea_authors.authors, name="my_idea_authors"),
    Route("/my/ideas/{id:int}/authors", idea_authors.take_authors, methods=["POST"]),
    Route("/my/ideas/{id:int}/review", my_review.review, name="my_review"),
    Route("/my/ideas/{id:int}/review", my_review.take_answer, methods=["POST"]),
    Route("/my/ideas/{id:int}/withdraw", idea_ends.ending, name="my_idea_withdraw"),
    Route("/my/ideas/{id:int}/withdraw", idea_ends.take_ending, methods=["POST"]),
    Route("/my/ideas/{id:int}/{part}", idea_parts.part, name="my_idea_part"),
    Route("/my/ideas/{id:int}/{part}", idea_parts.take_part, methods=["POST"]),
    Route("/my/invitations/{token}", idea_authors.invitation, name="my_invitation"),
    Route("/my/invitations/{token}", idea_authors.take_invitation, methods=["POST"]),
)
"""Every address of an idea."""
