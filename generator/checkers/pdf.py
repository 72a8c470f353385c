"""Checkers of PDF: conformance by page-validation and veraPDF, syntax by qpdf."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.checkers.checker import lacking
from generator.problem import MachineError
from generator.said import Said

PROFILES = ("ua1", "3a")
"""What each PDF is, by the names that page-validation and veraPDF share."""
MANY = 100
"""A validator that applied fewer rules did not look."""


def page_validation(output: Path, files: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return what breaks PDF/UA-1 or PDF/A-3a."""
    try:
        import page
    except ImportError:
        raise lacking("page-validation", package=True) from None
    said: dict[str, list[str]] = {name: [] for name in files}
    for name in files:
        for profile in PROFILES:
            report = page.validate_pdf(str(output / name), profile=profile)
            said[name] += [f"{profile} {f.rule_id}: {f.message}" for f in report.failures]
            if not report.is_compliant and not report.failures:
                said[name].append(f"{profile}: not compliant")
            if report.rules.total < MANY:
                said[name].append(f"{profile}: only {report.rules.total} rules were applied")
    return said


def qpdf(output: Path, files: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return errors and warnings of syntax."""
    if shutil.which("qpdf") is None:
        raise MachineError(Said("qpdf is missing; run: apt-get install -y qpdf"))
    said = {}
    for name in files:
        done = subprocess.run(
            ["qpdf", "--check", str(output / name)], capture_output=True, text=True, check=False
        )
        lines = (done.stdout + done.stderr).splitlines()
        wrong = [line for line in lines if "WARNING" in line or "ERROR" in line]
        said[name] = (wrong or lines[-1:]) if done.returncode else []
    return said


def verapdf(output: Path, files: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return what veraPDF finds against both profiles."""
    program = shutil.which("verapdf")
    if program is None:
        raise MachineError(Said("optional: veraPDF is in no package registry; see verapdf.org"))
    said: dict[str, list[str]] = {name: [] for name in files}
    for name in files:
        for profile in PROFILES:
            done = subprocess.run(
                [program, "--format", "text", "--flavour", profile, str(output / name)],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode or not done.stdout.startswith("PASS"):
                lines = (done.stdout + done.stderr).splitlines() or [f"ended {done.returncode}"]
                said[name] += [f"{profile}: {line}" for line in lines]
    return said
