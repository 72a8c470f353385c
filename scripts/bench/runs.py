"""Runs: what is measured, in turn with what it is compared with."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from generator.typeset.fonts import fonts_dir
from scripts.bench.inputs import Inputs
from scripts.bench.peers import Peer
from scripts.bench.stopwatch import CommandError, Taken, taken

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OURS = (sys.executable, "-m", "generator")
OWN_ROWS = ("data annex", "font subsets", "checks")
SHORT = 7
"""How often a command that takes a second or less is measured, for each round of the others."""
Values = dict[str, float]


def values(found: Sequence[Taken]) -> Values:
    """Return the median of CPU and wall, and the largest peak."""
    return {
        "cpu": median(each.cpu for each in found),
        "wall": median(each.wall for each in found),
        "peak": max(each.peak for each in found),
    }


@dataclass
class Runs:
    """How often something is measured, and a folder to work in."""

    rounds: int
    folder: Path

    def turns(self, tasks: Mapping[str, Sequence[object]], rounds: int) -> dict[str, Values]:
        """Run commands in turn, so many times; return the medians of each by its name."""
        took: dict[str, list[Taken]] = {name: [] for name in tasks}
        for number in range(rounds):
            for name, command in tasks.items():
                print(f"bench: {name} ({number + 1}/{rounds})", file=sys.stderr)
                took[name].append(taken(command, cwd=ROOT))
        return {name: values(found) for name, found in took.items()}

    def peers(
        self, tasks: Sequence[Peer], project: Path, tags: Sequence[str]
    ) -> dict[str, dict[str, Any]]:
        """Return what each way to the PDFs of both languages takes, or what it lacks."""
        ours = "\n".join(
            f"{sys.executable} -m generator --project {project} build --no-cache --only pdf"
            f" --lang {tag} --out {self.folder}/ours-{tag}" for tag in tags
        )  # fmt: skip
        every = [Peer(US, "the data", ours, ()), *tasks]
        took: dict[str, list[Taken]] = {peer.name: [] for peer in every}
        lacks = {peer.name: peer.lacks for peer in every}
        for number in range(self.rounds):
            for peer in (each for each in every if not lacks[each.name]):
                print(f"bench: {peer.name} ({number + 1}/{self.rounds})", file=sys.stderr)
                try:
                    one = taken(["sh", "-e", "-c", peer.script], cwd=self.folder)
                    took[peer.name].append(one)
                except CommandError as error:
                    lacks[peer.name] = f"failed here: {' '.join(str(error).split())[-120:]}"
        return {
            peer.name: {"begins with": peer.begins_with, "lacks": lacks[peer.name]}
            | (values(took[peer.name]) if not lacks[peer.name] else {})
            for peer in every
        }


US = "tisc-snapshot"


def starts(runs: Runs, project: Path) -> dict[str, Values]:
    """Return what it takes to start: help and check beside Python alone and its imports."""
    here = (*OURS, "--project", project)
    tasks = {
        "python -c pass": (sys.executable, "-c", "pass"),
        "--help": (*OURS, "--help"),
        "imports": (sys.executable, "-c", "import pydantic, yaml, jinja2, babel"),
        "check, kept": (*here, "check"),
        "check, anew": (*here, "check", "--no-cache"),
    }
    taken(tasks["check, kept"], cwd=ROOT)  # what is kept, is kept by this
    return runs.turns(tasks, SHORT * runs.rounds)


def cold(runs: Runs, project: Path, inputs: Inputs) -> dict[str, Any]:
    """Return what a cold build takes, stage by stage, beside the engines alone."""
    stages, out = runs.folder / "stages.json", runs.folder / "floor"
    out.mkdir()
    whole = ("--project", project, "build", "--no-cache", "--out", runs.folder / "whole")
    floor = (sys.executable, HERE / "floor.py", inputs.folder, fonts_dir(), out)
    staged = (sys.executable, "-m", "scripts.bench.staged", stages)
    own: list[Values] = []
    found: dict[str, list[Taken]] = {"floor": [], "two": [], "one": []}
    for _ in range(runs.rounds):
        for name, command in {
            "floor": floor,
            "two": (*staged, *whole, "--jobs", "2"),
            "one": (*OURS, *whole, "--jobs", "1"),
        }.items():
            print(f"bench: cold, {name}", file=sys.stderr)
            env = {"FONTCONFIG_FILE": str(fonts_dir() / "fonts.conf")} if name == "floor" else {}
            found[name].append(taken(command, cwd=ROOT, env=env))
            if name == "two":
                own.append(json.loads(stages.read_text(encoding="utf-8")))
    stage = {name: median(each[name] for each in own) for name in OWN_ROWS}
    same = [one.cpu - sum(each.values()) for one, each in zip(found["two"], own, strict=True)]
    medians = {name: values(each) for name, each in found.items()}
    every = {name: [asdict(one) for one in each] for name, each in found.items()}
    return {**medians, "own rows": stage, "same stages": {"cpu": median(same)}, "every": every}


WORDS = ('msgstr "下载"', 'msgstr "可下载"')
CATALOGUE = "templates/locale/zh-CN/LC_MESSAGES/messages.po"


def again(runs: Runs, project: Path) -> dict[str, Values]:
    """Return what a build takes after nothing has changed, and after one string has."""
    copy = runs.folder / "copy"
    for name in ("data", "templates"):
        shutil.copytree(project / name, copy / name)
    build, catalogue = (*OURS, "--project", copy, "build", "--jobs", "2"), copy / CATALOGUE
    found: dict[str, list[Taken]] = {"nothing": [], "one string": []}
    text = catalogue.read_text(encoding="utf-8")
    taken(build, cwd=ROOT)
    for number in range(runs.rounds):
        print(f"bench: again ({number + 1}/{runs.rounds})", file=sys.stderr)
        found["nothing"].append(taken(build, cwd=ROOT))
        new = WORDS[1].replace("可", "可" * (number + 1))
        catalogue.write_text(text.replace(WORDS[0], new), encoding="utf-8")
        found["one string"].append(taken(build, cwd=ROOT))
    return {name: values(each) for name, each in found.items()}
