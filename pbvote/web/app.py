"""The application: settings, office, pages and routes put together."""

import logging

from starlette.applications import Starlette
from starlette.middleware import Middleware

from pbvote import paths
from pbvote.config import Settings
from pbvote.services.office import Office, open_office
from pbvote.web.body_limit import BodyLimit
from pbvote.web.chosen_language import ChosenLanguage
from pbvote.web.errors import handlers
from pbvote.web.headers import SecureHeaders
from pbvote.web.known_host import KnownHost
from pbvote.web.language import speech_of
from pbvote.web.page import Pages, environment_of
from pbvote.web.routes import route_table
from pbvote.web.sessions import is_plain
from pbvote.web.static import VersionedFiles
from pbvote.web.tablet_cookie import TabletDoors
from pbvote.web.ticking import ticking
from pbvote.web.whole_files import WholeFiles

logger = logging.getLogger(__name__)


def create_app(settings: Settings | None = None, office: Office | None = None) -> Starlette:
    """The site of one installation. Tests hand in an office; a server opens the one that its settings name."""
    settings = settings or Settings.from_environment()
    files = VersionedFiles(paths.static())
    speeches = {code: speech_of(code, show_unchecked=settings.show_unchecked) for code in settings.languages}
    app = Starlette(
        routes=route_table(files),
        middleware=[
            Middleware(SecureHeaders, over_tls=settings.is_secure),
            Middleware(ChosenLanguage, speeches=speeches),
            Middleware(KnownHost, hosts=settings.trusted_hosts, address=settings.address),
            Middleware(TabletDoors),
            Middleware(WholeFiles),
            Middleware(BodyLimit),
        ],
        exception_handlers=handlers(),
        lifespan=ticking,
    )
    app.state.settings = settings
    app.state.office = office or open_office(settings)
    app.state.speeches = speeches
    app.state.files = {}  # see kept_file.py
    app.state.pages = Pages(environment_of(files.version))
    if is_plain(settings):
        logger.warning(
            "%s is not https: anyone on the network can read along. Use it for trials only.", settings.address
        )
    return app
