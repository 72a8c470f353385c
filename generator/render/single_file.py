"""Single file: a page with all that it links to inside, to be sent and opened from anywhere."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from posixpath import basename, dirname, join, normpath

from generator.render.downloads import MEDIA_TYPES

PAGE = "index.html"
_LINK = re.compile(r'\b(href|src)="([^":#?]+)(#[^"]*)?"( type="[^"]*")?( download)?')
_ASSET = re.compile(r'url\("([^":#?]+)"\)')


def single_files(outputs: Mapping[str, bytes], names: Mapping[str, str]) -> dict[str, bytes]:
    """Return the pages of some languages as one file each, at the top of the output folder.

    `names` is the file's name by the path of the page that it is made of.
    """
    return {
        name: _whole(page, outputs, names).encode()
        for page, name in names.items()
        if page in outputs
    }


def _whole(page: str, outputs: Mapping[str, bytes], names: Mapping[str, str]) -> str:
    """Return a page in which each link to a file beside it holds the file itself.

    Other pages are linked as the single files that they became.
    """

    def linked(match: re.Match[str]) -> str:
        attribute, href, part, kind, _ = match.groups(default="")
        path = normpath(join(dirname(page), href))
        if path in names or path in names.values():
            return f'{attribute}="{names.get(path, path)}{part}"{kind}'
        if path not in outputs:
            return match[0]
        saved = f' download="{basename(path)}"' if attribute == "href" else ""
        return f'{attribute}="{_data(path, outputs[path])}"{kind}{saved}'

    def asset(match: re.Match[str]) -> str:
        path = normpath(join(dirname(page), match[1]))
        return f'url("{_data(path, outputs[path])}")' if path in outputs else match[0]

    text = outputs[page].decode()
    text = text.replace('"contentUrl":"../', '"contentUrl":"')  # it lies one folder higher
    return _ASSET.sub(asset, _LINK.sub(linked, text))


def _data(path: str, content: bytes) -> str:
    """Return a file as a data: address."""
    kind = MEDIA_TYPES.get(path.rpartition(".")[2], "application/octet-stream")
    return f"data:{kind};base64,{b64encode(content).decode()}"
