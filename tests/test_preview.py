"""The preview: what is saved is seen, in its place; what is wrong is told; it stays up."""

import http.client
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser import Browser
from tests.projects import LEAST, MADE_UP, ROOT, copy_of

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
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.port = int(self.wait_for(r"http://127\.0\.0\.1:(\d+)/")[1])

    def _read(self) -> None:
        """Take what it prints, so that it never waits for a reader."""
        assert self.process.stdout is not None
        while piece := os.read(self.process.stdout.fileno(), 65536):
            self.said += piece.decode("utf-8", "replace")

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Return the match of a pattern in what was printed, as soon as it is."""
        until = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.said)):
            assert self.process.poll() is None, f"the preview ended: {self.said}"
            assert time.monotonic() < until, f"{pattern} was not said: {self.said}"
            time.sleep(0.05)
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
        self.reader.join(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()
        assert "Traceback" not in self.said, self.said
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


OVERRIDE = "templates/overrides/chapter.html"
BLOCK = """{% extends "default:chapter.html" %}
{% block body %}<p id="own-block">{{ chapter.name }}</p>{% endblock %}
"""


def test_an_override_is_saved_broken_mended_and_deleted(opened):
    _, project, browser = opened
    path = project / OVERRIDE
    path.write_text(BLOCK)
    until(browser, "document.getElementById('own-block')")
    change(path, "chapter.name", "chapter.nam")
    told = r"chapter.html:2:46: error\[unknown-field\].*Did you mean \"name\""
    until(browser, f"/{told}/.test(document.getElementById('preview-problems').textContent)")
    assert browser.run("document.getElementById('own-block') !== null"), "the last good page stays"
    change(path, "chapter.nam", "chapter.name")
    until(browser, "!document.getElementById('preview-problems')")
    change(path, "block body", "block bodie")  # it makes a page, in which the block is lost
    until(browser, "!document.getElementById('own-block')")
    until(browser, "document.getElementById('preview-problems').textContent"
                   ".includes('error[unknown-block]')")  # fmt: skip
    path.unlink()
    until(browser, "!document.getElementById('preview-problems')")
    assert browser.run("document.getElementById('own-block') === null")
    assert browser.run("window.notReloaded") is True


def test_a_missing_translation_makes_a_draft_until_it_is_there(tmp_path, browser):
    project = copy_of(MADE_UP, tmp_path, templates=True)
    running = Preview(project, 8700 + os.getpid() % 200)
    try:
        at = f"http://127.0.0.1:{running.port}/zh-CN/index.html"
        browser.open(at)
        until(browser, "document.readyState === 'complete'")
        while running.get("/zh-CN/index.html")[0] != 200:
            time.sleep(0.2)
        browser.open(at)
        assert not browser.run("document.querySelector('.stamp') !== null")
        wording = project / "templates/locale/zh-CN/LC_MESSAGES/messages.po"
        good = wording.read_text(encoding="utf-8")
        change(wording, 'msgid "Contents"\nmsgstr "', 'msgid "Contents"\nmsgstr ""\n# "')
        until(browser, "document.querySelector('.stamp') !== null")
        wording.write_text(good, encoding="utf-8")
        until(browser, "document.querySelector('.stamp') === null")
        until(browser, "!document.getElementById('preview-problems')")
    finally:
        running.end()


WORDING = "templates/locale/en/LC_MESSAGES/messages.po"
FILES = ("templates/screen.html", "templates/css/screen.css", "templates/theme.yaml",
         WORDING, "data/units.yaml", SUMMARY, OVERRIDE)  # fmt: skip


def memory_during_edits(opened: tuple[Preview, Path, Browser], count: int) -> list[int]:
    """Return the memory (kB) ten times during so many random edits; what is mended is seen."""
    running, project, browser = opened
    dice, sizes = random.Random(7), list[int]()
    (project / OVERRIDE).write_text(BLOCK)
    good = {project / name: (project / name).read_bytes() for name in FILES}
    for turn in range(count):
        path = dice.choice(list(good))
        content = bytearray(good[path])
        at = dice.randrange(len(content))
        content[at : at + dice.randrange(20)] = dice.randbytes(dice.randrange(4))
        path.write_bytes(content)
        time.sleep(dice.random() / 5)
        path.unlink() if dice.random() < 0.1 else path.write_bytes(good[path])
        path.write_bytes(good[path])
        if (turn + 1) % (count // 10) == 0:
            sizes.append(running.memory())
    (project / OVERRIDE).unlink()
    seen = f'<p id="still-{count}"></p><main'
    change(project / "templates/screen.html", "<main", seen)
    until(browser, f"document.getElementById('still-{count}')")
    change(project / "templates/screen.html", seen, "<main")
    until(browser, "!document.getElementById('preview-problems')")
    return sizes


def test_random_edits_leave_it_running_with_flat_memory(opened):
    sizes = memory_during_edits(opened, 50)
    assert max(sizes[5:]) < sizes[4] * 1.25, sizes


@pytest.mark.soak
def test_five_hundred_random_edits_leave_it_running_with_flat_memory(opened):
    sizes = memory_during_edits(opened, 500)
    print(f"memory in MB: {[size // 1024 for size in sizes]}")
    assert max(sizes[5:]) < sizes[1] * 1.1, sizes
