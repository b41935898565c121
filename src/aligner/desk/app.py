"""The desk's routes: a page, stories as JSON, changes in, files out. Everything stays on this machine."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from aligner.desk.downloads import DOWNLOADS, download
from aligner.desk.edits import bead_terms, check_sentence, confirm_above, realign_story, take
from aligner.desk.page import render_page, static_file
from aligner.desk.paste import keep_pasted, paste
from aligner.errors import AlignerError, InputError
from aligner.review.entries import KINDS
from aligner.texts.messages import tell_error

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from aligner.desk.session import Session
    from aligner.desk.sessions import Sessions

__all__ = ["COOKIE", "make_app"]

COOKIE = "aligner_desk"
MOST_BYTES = 64_000_000
"""Of a request: pasted and dropped texts are stories, not corpora."""
_POSTED = frozenset(KINDS) - {"pair", "conflict"}
_WAIT = 20.0


def make_app(sessions: Sessions, *, token: str, lang: str = "en") -> Starlette:
    """Return the application.

    Parameters
    ----------
    sessions
        The run on the desk.
    token
        What a request must know; see `Guard`.
    lang
        Language that the page opens in.
    """
    desk = _Desk(sessions, lang, token)
    routes = [
        Route("/", desk.page),
        Route("/static/{name}", desk.static),
        Route("/api/story", desk.story),
        Route("/api/rows", desk.rows),
        Route("/api/search", desk.search),
        Route("/api/terms", desk.terms),
        Route("/api/changes", desk.changes),
        Route("/api/review", desk.review, methods=["POST"]),
        Route("/api/check", desk.check, methods=["POST"]),
        Route("/api/realign", desk.realign, methods=["POST"]),
        Route("/api/confirm", desk.confirm, methods=["POST"]),
        Route("/api/paste", desk.paste, methods=["POST"]),
        Route("/api/keep", desk.keep, methods=["POST"]),
        Route("/export/{name}", desk.export),
    ]
    app = Starlette(
        routes=routes, exception_handlers=dict.fromkeys((AlignerError, KeyError, ValueError, TypeError), _told)
    )
    app.add_middleware(Guard, token=token)
    return app


async def _told(request: Request, error: Exception) -> Response:
    """Tell an error in the language of the page, which says so with every request."""
    if isinstance(error, AlignerError):
        return JSONResponse({"error": tell_error(error, request.headers.get("accept-language"))}, status_code=400)
    # A request that no page of ours sends: a field is missing or of the wrong kind.
    return JSONResponse({"error": f"the request cannot be understood ({error!r})"[:300]}, status_code=400)


class Guard:
    """Lets in only this page in this browser: the token, our own host name, our own origin, bounded bodies.

    The token comes in the query (the address that was printed), in a header or, for reading, in the cookie that the
    printed address sets. Changes want it said: a cookie alone, which a browser sends unasked, is not enough. The host
    name must be this machine's, or a name that points here could read the page (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        self.app, self.token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if refusal := self._refusal(request):
            await PlainTextResponse(f"{refusal}\n", status_code=403)(scope, receive, send)
            return
        length = request.headers.get("content-length")
        if length is not None and (not length.isdigit() or int(length) > MOST_BYTES):
            await PlainTextResponse("too large\n", status_code=413)(scope, receive, send)
            return
        await self.app(scope, _bounded(receive), partial(_with_headers, send))

    def _refusal(self, request: Request) -> str | None:
        headers = request.headers
        if urlsplit(f"//{headers.get('host', '')}").hostname not in ("127.0.0.1", "localhost", "::1"):
            return "foreign host"
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            return "foreign origin"
        if headers.get("sec-fetch-site") in ("cross-site", "same-site") and request.method != "GET":
            return "foreign origin"
        said = [request.query_params.get("token"), headers.get("x-aligner-token"), _bearer(headers)]
        if request.method in ("GET", "HEAD"):
            said.append(request.cookies.get(f"{COOKIE}_{request.url.port or 80}"))
        if not any(hmac.compare_digest(word.encode(), self.token.encode()) for word in said if word):
            return "open the address that aligner desk printed: it holds the token"
        return None


def _bearer(headers: Headers) -> str | None:
    scheme, _, word = headers.get("authorization", "").partition(" ")
    return word.strip() if scheme.lower() == "bearer" else None


def _bounded(receive: Receive) -> Receive:
    seen = 0

    async def counted() -> Any:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        # A body without a length is cut off where a stated one would have been refused.
        return message if seen <= MOST_BYTES else {"type": "http.disconnect"}

    return counted


async def _with_headers(send: Send, message: Any) -> None:
    if message["type"] == "http.response.start":
        policy = b"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        policy += b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        message["headers"] = [
            *message["headers"],
            (b"content-security-policy", policy),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
            (b"cache-control", b"no-store"),
        ]
    await send(message)


class _Desk:
    def __init__(self, sessions: Sessions, lang: str, token: str) -> None:
        self.sessions, self.lang, self.token = sessions, lang, token

    def session(self, name: str | None) -> Session:
        return self.sessions.get(name)

    async def page(self, request: Request) -> Response:
        if "token" in request.query_params:
            # The token leaves the address at once, so that it is in no history and no screenshot.
            rest = "&".join(f"{k}={v}" for k, v in request.query_params.items() if k == "run")
            response: Response = RedirectResponse(f"/?{rest}" if rest else "/", status_code=303)
            name = f"{COOKIE}_{request.url.port or 80}"
            response.set_cookie(name, self.token, httponly=True, samesite="strict", path="/")
            return response
        session = self.session(request.query_params.get("run"))
        html = await run_in_threadpool(render_page, session, lang=self.lang, token=self.token)
        return Response(html, media_type="text/html; charset=utf-8")

    async def static(self, request: Request) -> Response:
        found = static_file(request.path_params["name"])
        if found is None:
            return PlainTextResponse("not found\n", status_code=404)
        return Response(found[0], media_type=found[1])

    async def story(self, request: Request) -> Response:
        session = self.session(request.query_params.get("run"))
        return JSONResponse(
            await run_in_threadpool(session.view, request.query_params.get("id", ""), request.query_params.get("lang"))
        )

    async def rows(self, request: Request) -> Response:
        session = self.session(request.query_params.get("run"))
        wanted = request.query_params.getlist("id")
        rows = [await run_in_threadpool(session.row, name) for name in wanted[:50]]
        return JSONResponse({"rows": rows, "rev": session.revision})

    async def search(self, request: Request) -> Response:
        session = self.session(request.query_params.get("run"))
        found = await run_in_threadpool(session.search, request.query_params.get("q", ""))
        return JSONResponse({"found": found})

    async def terms(self, request: Request) -> Response:
        session, query = self.session(request.query_params.get("run")), request.query_params
        found = await run_in_threadpool(bead_terms, session, query.get("story", ""), int(query.get("en") or 0))
        return JSONResponse({"terms": found})

    async def changes(self, request: Request) -> Response:
        """Answer when something has changed since ``rev``, or after a while."""
        import anyio

        session = self.session(request.query_params.get("run"))
        since = int(request.query_params.get("rev") or 0)
        with anyio.move_on_after(_WAIT):
            while session.revision == since and not self.sessions.closing:
                # Other programs write to the record too, so it is looked at, not waited for.
                await anyio.sleep(0.4)
        return JSONResponse({"rev": session.revision, "stories": session.stories_since(since)})

    async def review(self, request: Request) -> Response:
        body = await _object(request)
        entries = body.pop("do", None), str(body.pop("story", "") or "")
        session = self.session(body.pop("run", None))
        if entries[0] not in _POSTED:
            raise InputError(f"a change of the kind {entries[0]!r} cannot be understood")
        for name in ("id", "when", "who", "via"):
            body.pop(name, None)
        return JSONResponse(await run_in_threadpool(take, session, entries[0], entries[1], body))

    async def check(self, request: Request) -> Response:
        body = await _object(request)
        session = self.session(body.get("run"))
        given = str(body["story"]), str(body["side"]), int(body["at"]), str(body["text"]), body.get("lang")
        findings = await run_in_threadpool(check_sentence, session, *given)
        return JSONResponse({"findings": findings})

    async def realign(self, request: Request) -> Response:
        body = await _object(request)
        session = self.session(body.get("run"))
        return JSONResponse(
            await run_in_threadpool(realign_story, session, str(body["story"]), int(body.get("from") or 0))
        )

    async def confirm(self, request: Request) -> Response:
        body = await _object(request)
        session = self.session(body.get("run"))
        return JSONResponse(await run_in_threadpool(confirm_above, session, str(body["story"]), float(body["least"])))

    async def paste(self, request: Request) -> Response:
        body = await _object(request)
        session = await run_in_threadpool(paste, self.sessions, body)
        return JSONResponse({"run": session.name, "stories": session.corpus.names()})

    async def keep(self, request: Request) -> Response:
        body = await _object(request)
        where = await run_in_threadpool(keep_pasted, self.session(body.get("run")), str(body.get("name", "")))
        return JSONResponse({"path": str(where)})

    async def export(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in DOWNLOADS:
            return PlainTextResponse("not found\n", status_code=404)
        session = self.session(request.query_params.get("run"))
        lang = "ko" if request.query_params.get("lang") == "ko" else "en"
        data, title = await run_in_threadpool(download, session, name, request.query_params.get("story"), lang)
        from urllib.parse import quote

        kind = f"attachment; filename=\"aligner{DOWNLOADS[name].suffix}\"; filename*=UTF-8''{quote(title)}"
        return Response(data, media_type=DOWNLOADS[name].media, headers={"content-disposition": kind})


Handler = Callable[[Request], Awaitable[Response]]


async def _object(request: Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except (ValueError, RecursionError) as error:
        raise InputError("the request is not JSON") from error
    if not isinstance(body, Mapping):
        raise InputError("the request is not a JSON object")
    return dict(body)
