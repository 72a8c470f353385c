"""The preview: what is saved is seen, in its place; what is wrong is told; it stays up."""

import http.client
import os
import random
import re
import select
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser import Browser
from tests.projects import LEAST, ROOT, copy_of

PATIENCE = 90
"""Seconds for a step that takes well under one: no test here measures time."""


class Preview:
    """A preview that runs in a process of its own, and what it prints."""

    def __init__(self, project: Path, port: int) -> None:
        words = [sys.executable, "-W", "error", "-m", "generator", "--project", str(project)]
        self.process = subprocess.Popen(
            [*words, "preview", "--port", str(port)], cwd=ROOT, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        self.said = ""
        self.port = int(self.wait_for(r"http://127\.0\.0\.1:(\d+)/")[1])

    def wait_for(self, pattern: str, *, after: int = 0) -> re.Match[str]:
        """Return the match of a pattern in what was printed, as soon as it is."""
        assert self.process.stdout is not None
        until = time.monotonic() + PATIENCE
        while not (found := re.compile(pattern).search(self.said, after)):
            ready, _, _ = select.select([self.process.stdout], [], [], 1)
            if ready:
                piece = os.read(self.process.stdout.fileno(), 65536).decode()
                assert piece, f"the preview ended: {self.said}"
                self.said += piece
            assert time.monotonic() < until, f"{pattern} was not said: {self.said}"
        return found

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        with closing(
            http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        ) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()

    def memory(self) -> int:
        """Return its resident memory in kB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0])

    def end(self) -> int:
        """End it as Ctrl-C does; returns its exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    project = copy_of(LEAST, tmp_path_factory.mktemp("preview"), templates=True)
    running = Preview(project, 8700 + os.getpid() % 200)
    yield running, project
    running.end()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


def until(browser: Browser, expression: str) -> None:
    """Wait until an expression is true in the page."""
    script = f"""new Promise((done, failed) => {{
        const began = Date.now(), look = () => {{
            let now = false;
            try {{ now = {expression}; }} catch {{}}
            now ? done(true) : Date.now() - began > {PATIENCE * 1000} ? failed("late")
                : setTimeout(look, 20);
        }}; look();
    }})"""
    assert browser.run(script)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def opened(preview, browser):
    running, project = preview
    running.wait_for("Preview")
    for _ in range(PATIENCE * 5):
        if running.get("/en/index.html")[0] == 200:
            break
        time.sleep(0.2)
    browser.open(f"http://127.0.0.1:{running.port}/en/index.html")
    browser.run("window.notReloaded = true")
    return running, project, browser


SUMMARY = "data/editions/2030/text/summary.en.md"


@pytest.mark.parametrize(
    ("file", "old", "new", "seen"),
    [
        ("templates/screen.html", "<footer>", '<footer id="mark-1">',
         "document.getElementById('mark-1')"),
        ("templates/css/screen.css", "body{", "body{--mark-2:7;",
         "getComputedStyle(document.body).getPropertyValue('--mark-2') === '7'"),
        ("templates/locale/en/LC_MESSAGES/messages.po", 'msgstr "Contents"', 'msgstr "In this"',
         "document.body.innerText.includes('In this')"),
        ("templates/theme.yaml", '"#1B4B66"', '"#1B4B77"',
         "document.documentElement.outerHTML.includes('#1B4B77')"),
        (SUMMARY, "# ", "# Seen at once: ", "document.body.innerText.includes('Seen at once')"),
    ],
)  # fmt: skip
def test_what_is_saved_is_seen_without_a_reload(opened, file, old, new, seen):
    _, project, browser = opened
    change(project / file, old, new)
    until(browser, seen)
    assert browser.run("window.notReloaded") is True
    change(project / file, new, old)
    until(browser, f"!({seen})")


def test_the_place_is_kept(opened):
    _, project, browser = opened
    browser.run("document.getElementById('sources').scrollIntoView()")
    before = browser.run("document.getElementById('sources').getBoundingClientRect().top")
    change(
        project / "templates" / "screen.html",
        "<main",
        '<p id="tall" style="height:900px"></p><main',
    )
    until(browser, "document.getElementById('tall')")
    until(
        browser,
        f"Math.abs(document.getElementById('sources').getBoundingClientRect().top - {before}) < 2",
    )
    change(project / "templates" / "screen.html", '<p id="tall" style="height:900px"></p>', "")
    until(browser, "!document.getElementById('tall')")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("templates/screen.html", "{{ report.running_title }}", "{{ report.runing_title }}",
         r"templates/screen.html:\d+:\d+: error"),
        ("templates/screen.html", "{% block masthead %}", "{% blok masthead %}",
         r"templates/screen.html:\d+:\d+: error\[bad-template\]"),
        ("templates/theme.yaml", '"#1B4B66"', "azure", r"templates/theme.yaml:\d+:\d+: error"),
        ("data/indicators.yaml", "unit: ", "unti: ", r"data/indicators.yaml:\d+:\d+: error"),
        ("data/indicators.yaml", "- id", "- id: [", r"data/indicators.yaml:\d+:\d+: error"),
        (SUMMARY, "{", "{no_such_figure} {", r"summary.en.md:\d+:\d+: error\[unknown-figure\]"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_the_page_and_goes_when_mended(opened, file, old, new, told):
    _, project, browser = opened
    change(project / file, old, new)
    until(browser, f"/{told.replace('/', chr(92) + '/')}/.test("
                   "document.getElementById('preview-problems').textContent)")  # fmt: skip
    assert browser.run("document.querySelector('main') !== null"), "the last good page stays"
    change(project / file, new, old)
    until(browser, "!document.getElementById('preview-problems')")


def test_a_deleted_file_is_told_and_may_come_back(opened):
    _, project, browser = opened
    path = project / "templates" / "regions.html"
    content = path.read_bytes()
    path.unlink()
    until(browser, "document.getElementById('preview-problems')")
    path.write_bytes(content)
    until(browser, "!document.getElementById('preview-problems')")


def test_pages_on_paper_stand_beside_it(opened):
    running, _, _ = opened
    status, page = running.get("/_preview/beside/en")
    assert status == 200
    pictures = re.findall(rb'src="(/_preview/paper/en/1\.png[^"]*)"', page)
    status, picture = running.get(pictures[0].decode())
    assert status == 200
    assert picture.startswith(b"\x89PNG")
    status, page = running.get("/_preview/paper/en/999.png")
    assert status == 404
    assert b'<html lang="en">' in page
    assert b"There is no such page." in page


def test_only_this_machine_is_answered_and_only_the_output_is_shown(opened):
    running, project, _ = opened
    assert running.get("/en/index.html", Host="evil.example")[0] == 400
    (project / "secret.txt").write_text("secret")
    for path in (
        "/../secret.txt",
        "/..%2Fsecret.txt",
        "/en/../../secret.txt",
        "/%2e%2e/secret.txt",
    ):
        assert running.get(path)[0] in (400, 404), path
    listening = Path("/proc/net/tcp").read_text().lower()
    assert f"0100007f:{running.port:04x} " in listening, "on the loopback address"
    assert f"00000000:{running.port:04x} " not in listening, "and on no other"


def test_a_port_in_use_is_no_obstacle(preview):
    running, project = preview
    second = Preview(project, running.port)
    try:
        assert second.port != running.port
        assert f"Port {running.port} is in use" in second.said
    finally:
        second.end()


def test_many_random_edits_leave_it_running_with_flat_memory(opened):
    running, project, browser = opened
    dice = random.Random(7)
    files = [project / name for name in ("templates/screen.html", "templates/css/screen.css",
             "templates/theme.yaml", "data/units.yaml", SUMMARY)]  # fmt: skip
    good = {path: path.read_bytes() for path in files}
    middle = 0
    for turn in range(int(os.environ.get("PREVIEW_EDITS", "50"))):
        path = dice.choice(files)
        content = bytearray(good[path])
        at = dice.randrange(len(content))
        content[at : at + dice.randrange(20)] = dice.randbytes(dice.randrange(4))
        path.write_bytes(content)
        time.sleep(dice.random() / 5)
        path.write_bytes(good[path])
        if turn == 25:
            middle = running.memory()
    change(project / "templates" / "screen.html", "<footer>", '<footer id="still-here">')
    until(browser, "document.getElementById('still-here')")
    until(browser, "!document.getElementById('preview-problems')")
    assert running.memory() < middle * 1.25
