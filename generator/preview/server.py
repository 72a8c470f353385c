"""Preview server: shows the pages on this machine only, and tells browsers what is new."""

from __future__ import annotations

import asyncio
import json
import mimetypes
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

from generator.preview.pictures import count, picture
from generator.preview.preview import Preview, seconds_since
from generator.said import Said, language

HOST = "127.0.0.1"
QUIET = 20
"""Milliseconds without a change after which a saved file counts as whole."""
CLIENT = '<script src="/_preview/client.js"></script>'
CALM = 0.4
"""Seconds without a change before the whole project is checked."""
HEARTBEAT = 15
"""Seconds after which a browser hears from us even without news."""


class Server:
    """One preview with the browsers that look at it."""

    def __init__(self, preview: Preview) -> None:
        """Begin with nobody looking."""
        self.preview, self.news = preview, asyncio.Condition()
        self.saved = time.monotonic()
        self.told, self.ended = 0, False
        self.printed: tuple[str, ...] = ()

    def application(self) -> Starlette:
        """Return the web application; another host's name in a request is refused."""
        return Starlette(
            routes=[
                Route("/_preview/client.js", self.client),
                Route("/_preview/events", self.events),
                Route("/_preview/shown", self.shown, methods=["POST"]),
                Route("/_preview/beside/{tag}", self.beside),
                Route("/_preview/paper/{tag}/{number:int}.png", self.paper),
                Route("/{path:path}", self.file),
            ],
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])],
        )

    async def client(self, request: Request) -> Response:
        """Return the script that keeps a page up to date."""
        script = (files("generator") / "preview.js").read_bytes()
        return Response(script, media_type="text/javascript")

    async def events(self, request: Request) -> Response:
        """Return the stream of news: the number of the pages, and the problems."""
        return StreamingResponse(self._events(request), media_type="text/event-stream")

    async def _events(self, request: Request) -> AsyncIterator[str]:
        """Yield each piece of news, and a sign of life where there is none."""
        last = ""
        while not (self.ended or await request.is_disconnected()):
            now = self._now()
            yield f"data: {now}\n\n" if now != last else ": still here\n\n"
            last = now
            await self._other_than(now)

    async def _other_than(self, sent: str) -> None:
        """Wait until there is other news than what was sent, or for a heartbeat."""
        async with self.news:
            with suppress(TimeoutError):
                news = self.news.wait_for(lambda: self.ended or self._now() != sent)
                await asyncio.wait_for(news, HEARTBEAT)

    async def end(self) -> None:
        """Let go of the browsers, so that nothing has to be broken off."""
        self.ended = True
        async with self.news:
            self.news.notify_all()

    def _now(self) -> str:
        """Return what is to be shown now: the number of the pages, and the problems."""
        now = {"pages": self.preview.pages, "problems": self.preview.problems}
        return json.dumps(now, ensure_ascii=False)

    async def shown(self, request: Request) -> Response:
        """Note that a browser shows new pages; the first one says how long it took."""
        version = int(request.query_params.get("pages", "0"))
        if version > self.told:
            self.told = version
            after = seconds_since(self.saved)
            print(Said("shown after {after}", after=after), flush=True)
        return Response(status_code=204)

    async def beside(self, request: Request) -> Response:
        """Return a page that shows the report and, beside it, its pages on paper."""
        tag = request.path_params["tag"]
        pdf = await asyncio.to_thread(self.preview.paper, tag)
        pages = 0 if pdf is None else await asyncio.to_thread(count, pdf)
        version = self.preview.pages
        images = "".join(
            f'<img loading="lazy" alt="{n}" src="/_preview/paper/{tag}/{n}.png?v={version}">'
            for n in range(1, pages + 1)
        )
        return HTMLResponse(BESIDE.format(tag=tag, images=images))

    async def paper(self, request: Request) -> Response:
        """Return one page on paper as a picture."""
        pdf = await asyncio.to_thread(self.preview.paper, request.path_params["tag"])
        number = request.path_params["number"]
        image = None if pdf is None else await asyncio.to_thread(picture, pdf, number)
        return _missing() if image is None else Response(image, media_type="image/png")

    async def file(self, request: Request) -> Response:
        """Return a page, with the script that keeps it up to date, or another file."""
        path = request.path_params["path"]
        if not path and self.preview.tags():
            return RedirectResponse(f"/{self.preview.tags()[0]}/index.html")
        content = await asyncio.to_thread(self.preview.file, path)
        if content is None:
            return _missing(self.preview.problems)
        if path.endswith(("/", ".html")) or not path:
            text = content.decode()
            text = text.replace("</body>", f"{CLIENT}</body>", 1) if "</body>" in text else text
            return HTMLResponse(text, headers={"Cache-Control": "no-store"})
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return Response(content, media_type=kind, headers={"Cache-Control": "no-store"})

    async def watch(self) -> None:
        """Make anew what each change touches, for as long as the server runs."""
        loop = asyncio.get_running_loop()

        def tell() -> None:
            asyncio.run_coroutine_threadsafe(self._tell(), loop)

        await asyncio.to_thread(self.preview.refresh, None, tell)
        folders = [folder for folder in _watched(self.preview.project) if folder.is_dir()]
        later = asyncio.create_task(self._begin(tell))
        async for changes in awatch(*folders, debounce=1600, step=QUIET):
            paths = {Path(path) for _, path in changes if not Path(path).name.startswith(".")}
            if paths:
                self.saved = time.monotonic()
                later.cancel()
                await asyncio.to_thread(self.preview.refresh, paths, tell)
                later = asyncio.create_task(self._check(tell))

    async def _begin(self, tell: Callable[[], None]) -> None:
        """Do what the first page did not wait for."""
        await self._check(tell)
        await asyncio.to_thread(self.preview.warm_up)

    async def _check(self, tell: Callable[[], None]) -> None:
        """Check the whole project, unless something is saved again at once."""
        await asyncio.sleep(CALM)
        await asyncio.to_thread(self.preview.check, tell)

    async def _tell(self) -> None:
        async with self.news:
            self.news.notify_all()
        told, self.printed = self.printed, self.preview.problems
        for line in self.printed if self.printed != told else ():
            print(line, flush=True)


def _watched(project: Path) -> list[Path]:
    """Return the folders whose files make a report."""
    return [project / name for name in ("data", "templates")]


def _missing(problems: tuple[str, ...] = ()) -> Response:
    """Return the page for an address where there is nothing, or nothing yet."""
    from html import escape

    title = Said("There is no such page.")
    head = f'<!DOCTYPE html><html lang="{language()}"><meta charset="utf-8"><title>{title}</title>'
    lines = "".join(f"<li>{escape(line)}</li>" for line in problems)
    return HTMLResponse(f"{head}<h1>{title}</h1><ul>{lines}</ul>{CLIENT}", status_code=404)


BESIDE = """\
<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{tag}</title><style>
body{{margin:0;display:grid;grid-template-columns:1fr 1fr;height:100vh;background:#555}}
iframe{{border:0;width:100%;height:100%}} div{{overflow:auto;padding:12px}}
img{{width:100%;margin-bottom:12px;background:#fff}}
</style></head><body>
<iframe src="/{tag}/index.html" title="{tag}"></iframe><div>{images}</div>
<script src="/_preview/client.js" data-whole></script>
</body></html>
"""
