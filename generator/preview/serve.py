"""Serve: one preview on a free port of this machine, until Ctrl-C."""

from __future__ import annotations

import asyncio
import socket
import sys

import uvicorn

from generator.preview.preview import Preview
from generator.preview.server import HOST, Server
from generator.problem import UsageError
from generator.said import Said

PORTS = 20
"""So many ports are tried, from the wanted one on."""


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


class Web(uvicorn.Server):
    """The web server, which lets the preview end first."""

    def __init__(self, config: uvicorn.Config, server: Server) -> None:
        """Serve one preview."""
        super().__init__(config)
        self.preview = server

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End on Ctrl-C."""
        await self.preview.end()
        await super().shutdown(sockets)


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
        await Web(config, server).serve()
        watching.cancel()

    asyncio.run(both())
