"""Measures the preview: how long it takes from saving a file until a browser shows the change.

A copy of this project is previewed as a user does it, and a real browser looks at the English page.
Prints median and worst of several savings of each kind of file, and what is aimed at; ends with 1
where a median is above its aim. The machine should have nothing else to do.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from generator.checkers.browser import Browser

ROOT = Path(__file__).parent.parent
CALM = 2.5
"""Seconds between two savings, in which the whole project is checked."""
FIRST = 101
"""The number of the first turn; all have three digits."""


@dataclass(frozen=True)
class Kind:
    """What is saved: a file in which words are replaced, each `@` by the number of the turn."""

    file: str
    changes: tuple[tuple[str, str], ...]
    seen: str
    """What is true in the page when the change is shown."""
    aim: float
    """Seconds."""

    def changed(self, text: str, turn: int) -> str:
        """Return the file with the change of one turn."""
        for old, new in self.changes:
            assert text.count(old), (self.file, old)
            text = text.replace(old, new.replace("@", str(turn)), 1)
        return text


OBSERVATIONS = "data/observations/3-services.csv"
KINDS = {
    "template": Kind(
        "templates/screen.html", (("<footer>", '<footer data-turn="@">'),),
        "document.querySelector('footer').dataset.turn === '@'", 0.3),
    "string": Kind(
        "templates/locale/en/LC_MESSAGES/messages.po",
        (('msgstr "Contents"', 'msgstr "Contents @"'),),
        "document.getElementById('contents-head').textContent === 'Contents @'", 0.3),
    "style sheet": Kind(
        "templates/css/screen.css", (("body{", "body{--turn:@;"),),
        "getComputedStyle(document.body).getPropertyValue('--turn') === '@'", 0.3),
    "text": Kind(
        "data/editions/2023/text/services.en.md", (("# ", "# Turn {=TURN@}: "),),
        "document.getElementById('chapter-services').textContent.includes('TURN@')", 1.0),
    "figure": Kind(
        OBSERVATIONS, ((",20000,", ",20@,"), ("20,000 IP", "20,@ IP")),
        "document.body.textContent.includes('over 20,@')", 1.0),
    "figure in a chart": Kind(
        OBSERVATIONS, ((",195000,", ",195@,"), ("195,000", "195,@")),
        "document.body.textContent.includes('over 195,@')", 1.0),
}  # fmt: skip
WAIT = """new Promise((done, late) => {{
    const until = Date.now() + 30000, look = () => {{
        if ({}) return requestAnimationFrame(() => done(Date.now()));
        Date.now() > until ? late("not seen") : requestAnimationFrame(look);
    }}; look();
}})"""


def saved_until_seen(browser: Browser, path: Path, text: str, seen: str) -> float:
    """Return the seconds from saving a file until the page shows the change."""
    moment: list[float] = []

    def save() -> None:
        time.sleep(0.2)  # the page is looking by then
        moment.append(time.time())
        path.write_text(text, encoding="utf-8")

    saving = threading.Thread(target=save)
    saving.start()
    shown = float(browser.run(WAIT.format(seen))) / 1000
    saving.join()
    return shown - moment[0]


def measured(project: Path, turns: int) -> dict[str, list[float]]:
    """Return the seconds of each kind of saving, all in one preview."""
    command = [sys.executable, "-u", "-m", "generator", "--project", str(project), "preview"]
    preview = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert preview.stdout is not None
    try:
        with TemporaryDirectory() as profile, Browser(Path(profile)) as browser:
            address = re.search(r"http://\S+", preview.stdout.readline())
            assert address is not None
            threading.Thread(target=preview.stdout.read, daemon=True).start()
            _open(browser, f"{address[0]}en/index.html")
            time.sleep(2 * CALM)
            return {name: list(_turns(browser, project, name, turns)) for name in KINDS}
    finally:
        preview.terminate()
        preview.wait(30)


def _open(browser: Browser, page: str) -> None:
    """Open a page as soon as it is there."""
    browser.open(page)
    while not browser.run("Boolean(document.querySelector('main'))"):
        time.sleep(1)
        browser.open(page)


def _turns(browser: Browser, project: Path, name: str, turns: int) -> Iterator[float]:
    """Yield the seconds of several savings of one kind; the file is put back."""
    kind = KINDS[name]
    path = project / kind.file
    good = path.read_text(encoding="utf-8")
    for turn in range(FIRST, FIRST + turns):
        seen = kind.seen.replace("@", str(turn))
        yield saved_until_seen(browser, path, kind.changed(good, turn), seen)
        time.sleep(CALM)
    path.write_text(good, encoding="utf-8")
    time.sleep(CALM)


def machine() -> dict[str, str]:
    """Return what it was measured on."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    chromium = subprocess.run(
        [shutil.which("chromium") or "chromium", "--version"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    tools = ("jinja2", "altair", "vl-convert-python", "starlette", "uvicorn", "watchfiles")
    return {
        "processor": f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores",
        "load": f"{os.getloadavg()[0]:.1f} before",
        "system": platform.platform(),
        "python": platform.python_version(),
        "browser": chromium.stdout.strip(),
        "packages": ", ".join(f"{tool} {version(tool)}" for tool in tools),
    }


def main() -> int:
    """Print a line for each kind of file; returns 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=9, help="savings of each kind (default: 9)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="and write all of it here")
    options = parser.parse_args()
    on = machine()
    with TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("data", "templates"):
            shutil.copytree(ROOT / name, project / name)
        found = measured(project, options.turns)
    print("".join(f"{name}: {value}\n" for name, value in on.items()))
    print(f"{'saved':19}{'median':>9}{'worst':>9}{'aim':>9}")
    for name, times in found.items():
        print(f"{name:19}{median(times):8.2f}s{max(times):8.2f}s{KINDS[name].aim:8.1f}s")
    if options.json:
        kinds = {
            name: {"seconds": times, "median": median(times), "aim": KINDS[name].aim}
            for name, times in found.items()
        }
        text = json.dumps({"machine": on, "kinds": kinds}, indent=2)
        options.json.write_text(f"{text}\n", encoding="utf-8")
    return int(any(median(times) > KINDS[name].aim for name, times in found.items()))


if __name__ == "__main__":
    raise SystemExit(main())
