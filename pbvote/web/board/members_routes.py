"""The addresses of who may vote: members from a file, somebody who leaves, and the lists that two officers agree on."""

from starlette.routing import Route

from pbvote.web.board import members, roll_list

MEMBERS_ROUTES = (
    Route("/board/examples/members.csv", members.example, name="example_members"),
    Route("/board/rounds/{round}/members", members.members, name="board_members"),
    Route("/board/rounds/{round}/members/file", members.members_file, name="board_members_file"),
    Route("/board/rounds/{round}/members/file", members.take_members_file, methods=["POST"]),
    Route("/board/rounds/{round}/members/leaving", members.leaving, name="board_leaving"),
    Route("/board/rounds/{round}/members/leaving", members.find_leaving, methods=["POST"]),
    Route("/board/rounds/{round}/members/leaving/list", members.take_off, name="board_leaving_list", methods=["POST"]),
    Route("/board/rounds/{round}/members/leaving/list", members.to_leaving),
    Route("/board/rounds/{round}/members/lists/{number:int}", roll_list.roll_list, name="board_roll_list"),
    Route(
        "/board/rounds/{round}/members/lists/{number:int}/put",
        roll_list.put,
        name="board_roll_list_put",
        methods=["POST"],
    ),
    Route("/board/rounds/{round}/members/lists/{number:int}/put", roll_list.to_list),
    Route(
        "/board/rounds/{round}/members/lists/{number:int}/drop",
        roll_list.drop,
        name="board_roll_list_drop",
        methods=["POST"],
    ),
    Route("/board/rounds/{round}/members/lists/{number:int}/drop", roll_list.to_list),
    Route(
        "/board/rounds/{round}/members/lists/{number:int}/line",
        roll_list.drop_line,
        name="board_roll_list_line",
        methods=["POST"],
    ),
    Route("/board/rounds/{round}/members/lists/{number:int}/line", roll_list.to_list),
)
"""A form's address answers a GET with the page that the form stands on."""
