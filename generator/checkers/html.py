"""Checkers of HTML: validity by the Nu checker, accessibility by axe-core in a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from generator.checkers.browser import Browser
from generator.checkers.checker import installed
from generator.problem import MachineError
from generator.said import Said

UNKNOWN_TO_NU = ("“container-type”", "“container-name”", "at-rule “@container”")
"""CSS of the Containment module (level 3), which the Nu checker's CSS parser does not know yet."""

WIDTHS = (1280, 768, 360)
LOOKS = [(width, dark) for width in WIDTHS for dark in (False, True)]
WHOLE = ((1280, False), (360, False))
"""The looks in which every rule is tried: what is shown differs by width alone."""
SEEN = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
"""The rules whose outcome hangs on colours and layout, tried in every look."""


def nu(output: Path, files: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return errors and warnings of the Nu HTML checker, which is started once for all pages."""
    jar = installed("vnu-jar/build/dist/vnu.jar")
    if shutil.which("java") is None:
        raise MachineError(Said("java is missing; run: apt-get install -y default-jre-headless"))
    done = subprocess.run(
        ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always",
         *(str((output / name).resolve()) for name in files)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError):
        raise MachineError(
            Said("the Nu checker failed: {stderr}", stderr=done.stderr[:200])
        ) from None
    names = {str((output / name).resolve()): name for name in files}
    said: dict[str, list[str]] = {name: [] for name in files}
    for message in messages:
        if not any(word in message["message"] for word in UNKNOWN_TO_NU):
            path = unquote(urlsplit(str(message.get("url", ""))).path)
            place = f"{message.get('lastLine', 1)}:{message.get('firstColumn', 1)}"
            said[names.get(path, files[0])].append(f"{place}: {message['message']}")
    return said


def axe(output: Path, files: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return violations of axe-core's rules, at three widths, light and dark."""
    script = installed("axe-core/axe.min.js").read_text(encoding="utf-8")
    said: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as profile, Browser(Path(profile)) as browser:
        for name in files:
            browser.look(WIDTHS[0])
            browser.open((output / name).resolve().as_uri())
            browser.run(f"{script};true")
            said[name] = [line for look in LOOKS for line in _looked(browser, *look)]
    return said


def _looked(browser: Browser, width: int, dark: bool) -> list[str]:
    """Return the violations at one width, light or dark."""
    browser.look(width, dark=dark)
    options: dict[str, Any] = {
        "resultTypes": ["violations"],
        "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, and not tried by default
    }
    if (width, dark) not in WHOLE:
        options["runOnly"] = {"type": "rule", "values": SEEN}
    found = browser.run(
        f"axe.run(document, {json.dumps(options)}).then(found => found.violations.map(rule => "
        "[rule.id, rule.help, rule.nodes.length, rule.nodes[0].target.join(' ')]))"
    )
    mode = "dark" if dark else "light"
    return [
        f"{width} px, {mode}: {rule}: {about} ({count} times, first at {place})"
        for rule, about, count, place in found
    ]
