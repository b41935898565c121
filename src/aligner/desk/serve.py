"""Starting the desk: a free port on this machine, an address with a token, a browser."""

from __future__ import annotations

import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from aligner.desk.app import make_app
from aligner.desk.session import Session
from aligner.desk.sessions import Sessions
from aligner.errors import OutputError
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.outputs import outputs_are_older, refresh_outputs
from aligner.pipeline.reviews import import_review

__all__ = ["serve"]

PORT = 8765


def serve(
    run: str | Path,
    *,
    port: int | None = None,
    browser: bool = True,
    lang: str = "en",
    who: str | None = None,
    temporary: Path | None = None,
    house: Path | None = None,
    glossary: str | None = None,
    ready: Callable[[str], None] = print,
) -> None:
    """Put a finished run on the desk until the program is stopped.

    Parameters
    ----------
    port
        Port of 127.0.0.1; None: 8765, or any free one.
    browser
        Whether to open the page in the user's browser.
    lang
        Language that the page opens in.
    who
        Name the entries bear.
    temporary
        Folder to be deleted at the end, for a run that was made for the desk alone.
    house
        The house's list of what to ignore, a review record of its own: its rules hold here, new ones go there too.
    glossary
        Names and terms that the stories are checked anew with; None: those of the run.
    ready
        Called with the address, token included, when the page can be opened.

    Raises
    ------
    InputError
        If `run` is no finished run.
    OutputError
        If the port is taken.
    """
    import uvicorn

    if house is not None and house.is_file():
        import_review(house, run, who=who)
    corpus = replace(Corpus.open(run), glossary=glossary, remember=True)
    session = Session(corpus, temporary=temporary, house=house)
    if who:
        session.who = who
    sessions = Sessions(session)
    token = secrets.token_urlsafe(24)
    listener = _listen(port)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/?token={token}"
    app = make_app(sessions, token=token, lang=lang)
    server = _Server(uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=2), sessions)
    if glossary is not None:
        session.overview()  # every story is checked with it before the page opens, and kept
    session.warm(sessions.encoder())
    ready(address)
    if browser:
        threading.Timer(0.3, webbrowser.open, [address]).start()
    try:
        server.run(sockets=[listener])
    finally:
        listener.close()
        mine = Corpus.open(run)  # the outputs beside the record tell what the run tells
        if temporary is None and outputs_are_older(mine):
            refresh_outputs(mine)
        sessions.close()


def _listen(port: int | None) -> socket.socket:
    for wanted in (PORT, 0) if port is None else (port,):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", wanted))
            listener.listen(64)
            return listener
        except OSError as error:
            listener.close()
            if wanted == 0 or port is not None:
                raise OutputError(f"port {wanted} is taken", hint="choose another --port") from error
    raise AssertionError("0 is always free")


class _Server:
    def __init__(self, config: object, sessions: Sessions) -> None:
        import uvicorn

        class Server(uvicorn.Server):
            def handle_exit(self, *args: object) -> None:
                sessions.closing = True
                super().handle_exit(*args)  # type: ignore[arg-type]

        self._server = Server(config)  # type: ignore[arg-type]

    def run(self, sockets: list[socket.socket]) -> None:
        self._server.run(sockets=sockets)
