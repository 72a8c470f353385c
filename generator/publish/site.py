"""Site: finished editions with a permanent address for each version, replaced as a whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from generator.check.check import checked
from generator.problem import UsageError
from generator.publish.publish import CHECKSUMS, alone, fresh_beside, put, write, writing
from generator.records.edition import Edition
from generator.render.corrigenda import NAME as CORRIGENDA
from generator.said import Said

LIST = "site.json"
"""By this file a folder is known as a site of ours."""
PAGE = "index.html"


def on_site(output: Path, site: Path, edition: Edition, languages: tuple[str, ...]) -> Path:
    """Put a finished folder on a site; returns where it stands for good.

    `languages` are the folders of its pages. The site is made anew beside the old one, of links to
    its files, and takes its place in one step: what stood there before is not touched.
    """
    site = site.absolute()
    refuse_foreign(site)
    with writing(site):
        site.parent.mkdir(parents=True, exist_ok=True)
    with writing(site), alone(site), fresh_beside(site) as fresh:
        if site.exists():
            shutil.copytree(site, fresh, symlinks=True, copy_function=_link, dirs_exist_ok=True)
        listed = _listed(fresh)
        known = listed.get(edition.id, {}).get("versions", [])
        _add(output, fresh / edition.id, edition, known)
        listed[edition.id] = {
            "url": f"{(edition.url or '').rstrip('/')}/", "languages": list(languages),
            "changed": str(edition.changes[-1].date if edition.changes else edition.as_of),
            "versions": [*(v for v in known if v != edition.version), edition.version],
        }  # fmt: skip
        for name, content in _files(listed, fresh):
            (fresh / name).unlink(missing_ok=True)  # the old site has the same file
            write(fresh / name, content)
        put(fresh, site)
    return site / edition.id / edition.version


def standing(project: Path, edition: str, version: str, state: str) -> Edition:
    """Return the record of an edition that can stand on a site, or raise what is in the way."""
    record = checked(project).editions[edition].edition
    if state != "final":
        raise UsageError(
            Said("the build is in the state “{state}”; a site takes what build --final made.",
                 state=state)
        )  # fmt: skip
    if record.version != version:
        raise UsageError(
            Said("the build is version {version}, and edition.yaml is version {now}. Build again.",
                 version=version, now=record.version)
        )  # fmt: skip
    if not (record.url or "").rstrip("/").endswith(f"/{edition}"):
        raise UsageError(
            Said("edition.yaml does not say where the edition will stand on the web, in a folder "
                 "of its own name. Add “url: https://…/{edition}/”.", edition=edition)
        )  # fmt: skip
    return record


def refuse_foreign(site: Path) -> None:
    """Raise where a folder is neither a site of ours nor empty; names with a dot do not count."""
    if not site.exists() or (site / LIST).is_file():
        return
    if not site.is_dir() or any(not path.name.startswith(".") for path in site.iterdir()):
        raise UsageError(
            Said("{site} holds other files than a site. Name a new or an empty folder.", site=site)
        )


def _listed(site: Path) -> dict[str, Any]:
    """Return the editions of a site."""
    path = site / LIST
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _link(source: str, target: str) -> None:
    """Make the same file appear at a second place, as a copy where the disk knows no links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _add(output: Path, home: Path, edition: Edition, before: list[str]) -> None:
    """Put a version beside the others of its edition, and in the place of the latest."""
    there = home / edition.version
    if there.exists():
        if (there / CHECKSUMS).read_bytes() != (output / CHECKSUMS).read_bytes():
            raise UsageError(
                Said("version {version} of {edition} stands there with other content. Give the "
                     "edition another version, and say under “changes” what it corrects.",
                     version=edition.version, edition=edition.id)
            )  # fmt: skip
        return
    if before and not (edition.changes and edition.changes[-1].version == edition.version):
        raise UsageError(
            Said("version {version} replaces {before}, and edition.yaml does not say why. Add it "
                 "under “changes”.", version=edition.version, before=before[-1])
        )  # fmt: skip
    for path in home.iterdir() if home.exists() else ():
        if path.name not in before:  # a file of the latest version, which is another one now
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(output, home, dirs_exist_ok=True)
    shutil.copytree(output, there)


def _files(listed: Mapping[str, Any], site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files that tell programs what the site holds."""
    yield LIST, (json.dumps(listed, indent=1) + "\n").encode()
    first = next(iter(listed.values()))["url"]
    root = first.rstrip("/").rpartition("/")[0]
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {root}/sitemap.xml\n".encode()
    pages = "".join(_entry(id_, known, site) for id_, known in sorted(listed.items()))
    yield (
        "sitemap.xml",
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"{pages}</urlset>\n"
        ).encode(),
    )


def _entry(edition: str, known: Mapping[str, Any], site: Path) -> str:
    """Return the pages of an edition's latest version, with the day of its last change."""
    folders = ["", *(f"{tag}/" for tag in known["languages"])]
    pages = [*folders, *(f"{f}{CORRIGENDA}" for f in folders
                         if (site / edition / f / CORRIGENDA).is_file())]  # fmt: skip
    places, day = (escape(known["url"] + page) for page in pages), known["changed"]
    return "".join(f"<url><loc>{p}</loc><lastmod>{day}</lastmod></url>\n" for p in places)
