"""The one route table, grouped by prefix. An address that is given up needs a redirect here."""

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount, Route

from pbvote.web import (
    about,
    auditors,
    casting,
    checking,
    chosen_language,
    front,
    log,
    log_feed,
    ordering,
    own_money,
    pictures,
    projects,
    report,
    result_files,
    results,
    round_feed,
    rounds,
    signin,
    steps,
    tablet,
    voting,
    why,
)
from pbvote.web.board.routes import BOARD_ROUTES
from pbvote.web.forms import takes_form
from pbvote.web.idea_routes import IDEA_ROUTES
from pbvote.web.member_routes import MEMBER_ROUTES
from pbvote.web.panel_routes import PANEL_ROUTES
from pbvote.web.question_routes import QUESTION_ROUTES
from pbvote.web.static import VersionedFiles

# Only what is the same for everybody is compressed: a page with a secret in it must not show its length (BREACH).
SMALL = [Middleware(GZipMiddleware, minimum_size=1000)]


ROUTES = (
    Route("/", front.front, name="front"),
    # what everybody may read
    Route("/help", about.help_page, name="help"),
    Route("/promise", about.promise, name="promise"),
    Route("/privacy", about.privacy, name="privacy"),
    Route("/privacy/young", about.young, name="privacy_young"),
    Route("/accessibility", about.accessibility, name="accessibility"),
    Route("/cookies", about.cookies, name="cookies"),
    Route("/language/{code}", chosen_language.switch, name="language"),
    # /log
    Route("/log", log.page, name="log"),
    Route("/log/checkpoint", log.checkpoint, name="log_checkpoint"),
    Route("/log.jsonl", log.lines, name="log_lines"),
    Route("/log.atom", log_feed.feed, name="log_feed", middleware=SMALL),
    # /check
    Route("/check", checking.check, name="check_code"),
    Route("/check/codes", checking.codes, name="codes", middleware=SMALL),
    Route("/check/codes.txt", checking.codes_file, name="codes_file"),
    # /results
    Route("/results", results.index, name="results"),
    # /rounds
    Route("/rounds/{round}/public.zip", result_files.public_bundle, name="public_bundle"),
    Route("/rounds/{round}/frozen.json", rounds.frozen_file, name="round_frozen"),
    Route("/rounds/{round}/report", report.page, name="round_report"),
    Route("/rounds/{round}/news.atom", round_feed.news, name="round_news"),
    Route("/rounds/{round}/dates.ics", round_feed.dates, name="round_dates"),
    Route("/rounds/{round}", rounds.page, name="round"),
    Route("/rounds/{round}/{pot}/projects.json", rounds.projects_file, name="pot_frozen"),
    Route("/rounds/{round}/{pot}", projects.pot, name="projects"),
    Route("/rounds/{round}/{pot}/results", results.pot, name="pot_results"),
    Route("/rounds/{round}/{pot}/results/steps", steps.steps, name="steps"),
    Route("/rounds/{round}/{pot}/results/results.csv", result_files.table("results_csv"), name="results_csv"),
    Route("/rounds/{round}/{pot}/results/steps.csv", result_files.table("steps_csv"), name="steps_csv"),
    Route("/rounds/{round}/{pot}/results/money.csv", result_files.table("money_csv"), name="money_csv"),
    Route("/rounds/{round}/{pot}/results/turnout.csv", result_files.table("turnout_csv"), name="turnout_csv"),
    Route("/rounds/{round}/{pot}/results/result.json", result_files.result_json, name="result_json"),
    Route("/rounds/{round}/{pot}/results/analysis.json", result_files.analysis_json, name="analysis_json"),
    Route("/rounds/{round}/{pot}/results/projects/{project:path}", why.why, name="why"),
    Route("/rounds/{round}/{pot}/projects/{project:path}", projects.project, name="project"),
    # /auditors
    Route("/auditors/{token}", auditors.page, name="auditor"),
    Route("/auditors/{token}/auditor.zip", auditors.bundle, name="auditor_file"),
    # /pictures
    Route("/pictures/{name}", pictures.picture, name="kept_picture"),
    # /sign-in
    Route("/sign-in", signin.code, name="signin"),
    Route("/sign-in", takes_form(signin.take_code), methods=["POST"]),
    Route("/sign-in/birthday", signin.to_code, name="birthday"),
    Route("/sign-in/birthday", takes_form(signin.take_birthday), methods=["POST"]),
    Route("/sign-out", takes_form(signin.sign_out), name="signout", methods=["POST"]),
    Route("/sign-out", signin.to_finished),
    Route("/finished", signin.finished, name="finished"),
    # /tablet: of a youth session
    Route("/tablet", tablet.start, name="tablet"),
    Route("/tablet", tablet.takes_tablet_form(tablet.take_card), methods=["POST"]),
    Route("/tablet/finish", tablet.takes_tablet_form(tablet.finish), name="tablet_finish", methods=["POST"]),
    Route("/tablet/still-there", tablet.still_there, name="tablet_still_there"),
    Route("/tablet/here", tablet.here, name="tablet_here"),
    # /vote: the round comes from the session
    Route("/vote", voting.pots, name="pots"),
    Route("/vote/{pot}/choose", voting.choose, name="choose"),
    Route("/vote/{pot}/choose", takes_form(voting.change_choices), methods=["POST"]),
    Route("/vote/{pot}/order", ordering.order, name="order"),
    Route("/vote/{pot}/order", takes_form(ordering.change_order), methods=["POST"]),
    Route("/vote/{pot}/check", casting.check, name="check"),
    Route("/vote/{pot}/blank", casting.blank, name="blank"),
    Route("/vote/{pot}/cast", takes_form(casting.cast), name="cast", methods=["POST"]),
    Route("/vote/{pot}/cast", casting.to_check),
    Route("/vote/{pot}/done", casting.done, name="done"),
    Route("/vote/{pot}/receipt", casting.receipt, name="receipt"),
    Route("/vote/{pot}/change", casting.change, name="change"),
    Route("/vote/{pot}/withdraw", casting.withdraw, name="withdraw"),
    Route("/vote/{pot}/withdraw", takes_form(casting.take_back), methods=["POST"]),
    Route("/vote/{pot}/withdrawn", casting.withdrawn, name="withdrawn"),
    Route("/vote/{pot}/money", own_money.page, name="own_money"),
)
"""Every address of the site but those of files."""


def route_table(files: VersionedFiles) -> list[BaseRoute]:
    """Every address of the site."""
    return [
        *QUESTION_ROUTES,
        *IDEA_ROUTES,
        *ROUTES,
        *MEMBER_ROUTES,
        *PANEL_ROUTES,
        *BOARD_ROUTES,
        Mount("/static/{version}", files, name="static", middleware=SMALL),
    ]
