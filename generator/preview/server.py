"""Preview server: shows the pages on this machine only, and tells browsers what is new."""

from __future__ import annotations

import asyncio
import json
import mimetypes
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

from generator.preview.preview import Preview, picture, seconds_since
from generator.problem import UsageError
from generator.said import Said, language

HOST = "127.0.0.1"
PORTS = 20
"""So many ports are tried, from the wanted one on."""
QUIET = 40
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
        self.told = 0

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
        """Return the stream of news: the version of the pages, and the problems."""
        return StreamingResponse(self._events(request), media_type="text/event-stream")

    async def _events(self, request: Request) -> AsyncIterator[str]:
        """Yield each piece of news, and a sign of life where there is none."""
        last = -1
        while not await request.is_disconnected():
            if self.preview.version != last:
                last = self.preview.version
                news = {"version": last, "problems": self.preview.problems}
                yield f"data: {json.dumps(news, ensure_ascii=False)}\n\n"
            else:
                yield ": still here\n\n"
            async with self.news:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.news.wait(), HEARTBEAT)

    async def shown(self, request: Request) -> Response:
        """Note that a browser shows a version; the first one says how long it took."""
        version = int(request.query_params.get("version", "0"))
        if version > self.told:
            self.told = version
            after = seconds_since(self.saved)
            print(Said("shown after {after}", after=after), flush=True)
        return Response(status_code=204)

    async def beside(self, request: Request) -> Response:
        """Return a page that shows the report and, beside it, its pages on paper."""
        tag = request.path_params["tag"]
        pdf = await asyncio.to_thread(self.preview.paper, tag)
        pages = 0 if pdf is None else await asyncio.to_thread(_count, pdf)
        version = self.preview.version
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
        later: asyncio.Task[None] | None = None
        async for changes in awatch(*folders, debounce=1600, step=QUIET):
            paths = {Path(path) for _, path in changes if not Path(path).name.startswith(".")}
            if paths:
                self.saved = time.monotonic()
                if later:
                    later.cancel()
                await asyncio.to_thread(self.preview.refresh, paths, tell)
                later = asyncio.create_task(self._check(tell))

    async def _check(self, tell: Callable[[], None]) -> None:
        """Check the whole project, unless something is saved again at once."""
        await asyncio.sleep(CALM)
        await asyncio.to_thread(self.preview.check, tell)

    async def _tell(self) -> None:
        async with self.news:
            self.news.notify_all()
        for line in self.preview.problems:
            print(line, flush=True)


def _watched(project: Path) -> list[Path]:
    """Return the folders whose files make a report."""
    return [project / name for name in ("data", "templates")]


def _count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


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


def free_port(wanted: int) -> int:
    """Return the wanted port, or the next one that nobody uses."""
    for port in range(wanted, wanted + PORTS):
        with socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                door.bind((HOST, port))
            except OSError:
                continue
            return port
    last = wanted + PORTS - 1
    raise UsageError(
        Said(
            "the ports {wanted} to {last} are all in use. Name one: --port.",
            wanted=wanted,
            last=last,
        )
    )


def serve(preview: Preview, wanted: int) -> None:
    """Serve until Ctrl-C; the address is printed."""
    port = free_port(wanted)
    if port != wanted:
        taken = Said("Port {wanted} is in use; taking {port}.", wanted=wanted, port=port)
        print(taken, file=sys.stderr)
    server = Server(preview)
    config = uvicorn.Config(
        server.application(), host=HOST, port=port, log_level="warning", lifespan="off",
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    address = f"http://{HOST}:{port}/"
    print(Said("Preview: {address} (Ctrl-C ends it)", address=address), flush=True)

    async def both() -> None:
        watching = asyncio.create_task(server.watch())
        await uvicorn.Server(config).serve()
        watching.cancel()

    asyncio.run(both())
