"""The addresses of the set-up of a round."""

from starlette.routing import Route

from pbvote.web.board import (
    preview,
    rounds,
    set_up,
    set_up_files,
    set_up_parts,
    set_up_phases,
    set_up_pots,
    set_up_projects,
)

AT = "/board/rounds/{round}/set-up"
POT = f"{AT}/pots/{{pot}}"

SET_UP_ROUTES = (
    Route("/board/rounds", rounds.board_rounds, name="board_rounds"),
    Route("/board/rounds/new", rounds.new_round, name="board_new_round"),
    Route("/board/rounds/new", rounds.begin_round, methods=["POST"]),
    Route("/board/examples/projects.csv", set_up_files.example, name="example_projects"),
    # the round
    Route(AT, set_up.set_up, name="set_up"),
    Route(f"{AT}/words", set_up.words, name="set_up_words"),
    Route(f"{AT}/words", set_up.take_words, methods=["POST"]),
    Route(f"{AT}/dates", set_up.dates, name="set_up_dates"),
    Route(f"{AT}/dates", set_up.take_dates, methods=["POST"]),
    Route(f"{AT}/phases", set_up_phases.phases, name="set_up_phases"),
    Route(f"{AT}/phases", set_up_phases.take_phases, methods=["POST"]),
    Route(f"{AT}/changing", set_up.changing, name="set_up_changing"),
    Route(f"{AT}/changing", set_up.take_changing, methods=["POST"]),
    Route(f"{AT}/rules", set_up.rules, name="set_up_rules"),
    Route(f"{AT}/rules", set_up.take_rules, methods=["POST"]),
    Route(f"{AT}/remove", rounds.throw_away, name="set_up_remove"),
    Route(f"{AT}/remove", rounds.take_throw_away, methods=["POST"]),
    # its preview
    Route(f"{AT}/preview", preview.preview, name="preview"),
    Route(f"{AT}/preview/{{pot}}", preview.preview_pot, name="preview_pot"),
    Route(f"{AT}/preview/{{pot}}/{{project:path}}", preview.preview_project, name="preview_project"),
    # its pots
    Route(f"{AT}/pots/new", set_up_pots.new_pot, name="set_up_new_pot"),
    Route(f"{AT}/pots/new", set_up_pots.take_new_pot, methods=["POST"]),
    Route(f"{POT}/money", set_up_pots.money, name="set_up_money"),
    Route(f"{POT}/money", set_up_pots.take_money, methods=["POST"]),
    Route(f"{POT}/who", set_up_pots.who, name="set_up_who"),
    Route(f"{POT}/who", set_up_pots.take_who, methods=["POST"]),
    Route(f"{POT}/count", set_up_pots.count, name="set_up_count"),
    Route(f"{POT}/count", set_up_pots.take_count, methods=["POST"]),
    Route(f"{POT}/parts", set_up_parts.parts, name="set_up_parts"),
    Route(f"{POT}/parts", set_up_parts.take_parts, methods=["POST"]),
    Route(f"{POT}/parts/{{way}}", set_up_parts.groups, name="set_up_groups"),
    Route(f"{POT}/parts/{{way}}", set_up_parts.take_groups, methods=["POST"]),
    Route(f"{POT}/openness", set_up_pots.openness, name="set_up_openness"),
    Route(f"{POT}/openness", set_up_pots.take_openness, methods=["POST"]),
    Route(f"{POT}/remove", set_up_pots.pot_order, name="set_up_remove_pot"),
    Route(f"{POT}/remove", set_up_pots.take_pot_order, methods=["POST"]),
    # the projects of a pot
    Route(f"{POT}/projects", set_up_projects.projects, name="set_up_projects"),
    Route(f"{POT}/projects", set_up_projects.take_projects, methods=["POST"]),
    Route(f"{POT}/projects/new", set_up_projects.new_project, name="set_up_new_project"),
    Route(f"{POT}/projects/new", set_up_projects.take_new_project, methods=["POST"]),
    Route(f"{POT}/projects-file", set_up_files.projects_file, name="set_up_file"),
    Route(f"{POT}/projects-file", set_up_files.take_projects_file, methods=["POST"]),
    Route(f"{POT}/projects-file/check", set_up_files.waiting, name="set_up_list"),
    Route(f"{POT}/projects-file/check", set_up_files.take_waiting, methods=["POST"]),
    Route(f"{POT}/conflicts", set_up_projects.conflicts, name="set_up_conflicts"),
    Route(f"{POT}/conflicts", set_up_projects.take_conflicts, methods=["POST"]),
    # one project; its id may hold a slash
    Route(f"{POT}/project/{{project:path}}", set_up_projects.project, name="set_up_project"),
    Route(f"{POT}/project/{{project:path}}", set_up_projects.take_project, methods=["POST"]),
    Route(f"{POT}/picture/{{project:path}}", set_up_projects.picture, name="set_up_picture"),
    Route(f"{POT}/picture/{{project:path}}", set_up_projects.take_picture, methods=["POST"]),
    Route(f"{POT}/remove-project/{{project:path}}", set_up_projects.project_away, name="set_up_remove_project"),
    Route(f"{POT}/remove-project/{{project:path}}", set_up_projects.take_project_away, methods=["POST"]),
)
