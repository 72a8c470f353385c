"""verify runs checkers by others: they pass what was built, and each of them can find a fault."""

import json
import shutil
from pathlib import Path

import pikepdf
import pytest

from generator.checkers.checker import Checker, Outcome, installed, lacking
from generator.checkers.checkers import CHECKERS, OWN, check_all
from generator.checkers.html import axe, nu
from generator.checkers.pdf import page_validation, qpdf, verapdf
from generator.problem import MachineError, OutputError
from generator.said import Said
from generator.verify.verdict import Verdict
from tests.projects import LANGUAGES, LEAST, pdf_name, run

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Made up</title>'
    "<style>body{background:#fff;color:#111}%s</style></head>"
    "<body><main><h1>Made up</h1>%s</main></body></html>"
)


def test_the_real_edition_passes_every_checker(built):
    """The one run of the command as CI has it; no checker may be missing here."""
    done = run("verify", built("2023"), "--require-all", "--format", "json")
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["faults"] == []
    assert all(row["shown"] == row["traced"] == row["verified"] for row in found["figures"])
    ran = {(o["checker"], o["file"]) for o in found["checkers"] if o["state"] == "passed"}
    tags = (*LANGUAGES["2023"], "bilingual")
    pages = ["index.html", *(f"{tag}/index.html" for tag in tags)]
    pdfs = [pdf_name("2023", tag) for tag in tags]
    assert ran >= {
        *((checker, name) for checker in ("page-validation", "qpdf") for name in pdfs),
        *((checker, name) for checker in ("Nu HTML checker", "axe-core") for name in pages),
        ("Frictionless", "data/datapackage.json"),
        *((own.name, name) for own in OWN for name in (*pages, *pdfs) if name.endswith(own.ending)),
    }
    left = {o["checker"] for o in found["checkers"] if o["state"] != "passed"}
    assert left <= {"veraPDF"}


@pytest.mark.parametrize("name", ["quillonia", "least"])
def test_a_made_up_country_passes_every_checker(name, built):
    skipped = {"veraPDF", *(["axe-core"] if name == "quillonia" else [])}  # the slowest, once
    wanted = [checker for checker in CHECKERS if checker.name not in skipped]
    outcomes = check_all(built(name), wanted)
    assert [outcome for outcome in outcomes if outcome.state != "passed"] == []
    assert {outcome.checker for outcome in outcomes} == {checker.name for checker in wanted}


def test_page_validation_and_qpdf_find_a_damaged_pdf(built, tmp_path):
    name = pdf_name("least", "en")
    with pikepdf.open(built("least") / name) as document:
        del document.Root.Lang
        document.save(tmp_path / "mute.pdf")
    content = (built("least") / name).read_bytes()
    (tmp_path / "cut.pdf").write_bytes(content[: len(content) * 2 // 3])
    assert page_validation(tmp_path, ["mute.pdf"])["mute.pdf"]
    said = qpdf(tmp_path, ["cut.pdf", "mute.pdf"])
    assert said["cut.pdf"]
    assert said["mute.pdf"] == []


def test_nu_finds_what_is_not_valid_and_names_its_place(tmp_path):
    (tmp_path / "good.html").write_text(PAGE % ("@container (width>9px){p{margin:0}}", "<p>a</p>"))
    (tmp_path / "bad page.html").write_text(PAGE % ("p{colour:red}", "\n<p><div></div></p>"))
    said = nu(tmp_path, ["good.html", "bad page.html"])
    assert said["good.html"] == []
    assert any("colour" in line for line in said["bad page.html"])
    assert any(line.startswith("2:") and "“p”" in line for line in said["bad page.html"])


def test_axe_finds_what_shows_in_one_look_only(tmp_path):
    grey = "p{color:#999;background:#fff}"
    looks = {
        "good.html": PAGE % ("", "<p>Words</p>"),
        "dark.html": PAGE % (f"@media (prefers-color-scheme:dark){{{grey}}}", "<p>Words</p>"),
        "narrow.html": PAGE % (f"@media (max-width:400px){{{grey}}}", "<p>Words</p>"),
        "mute.html": PAGE % ("", '<img src="data:," width="9" height="9">'),
    }
    for name, page in looks.items():
        (tmp_path / name).write_text(page)
    said = axe(tmp_path, list(looks))
    assert said["good.html"] == []
    modes = {name: {line.split(":")[0] for line in lines} for name, lines in said.items()}
    assert modes["dark.html"] == {"1280 px, dark", "768 px, dark", "360 px, dark"}
    assert modes["narrow.html"] == {"360 px, light", "360 px, dark"}
    assert any("image-alt" in line for line in said["mute.html"])


def test_frictionless_finds_a_changed_table(built, tmp_path):
    shutil.copytree(built("least") / "data", tmp_path / "data")
    path = tmp_path / "data/findings.csv"
    path.write_bytes(path.read_bytes().replace(b",observed,", b",guessed,", 1))
    (outcome,) = check_all(tmp_path)
    assert (outcome.checker, outcome.state) == ("Frictionless", "failed")
    assert any("kind" in line for line in outcome.complaints)


def test_verapdf_is_asked_for_both_profiles_where_it_is(tmp_path, monkeypatch):
    """A stand-in for veraPDF, which says its two lines."""
    program = tmp_path / "verapdf"
    program.write_text('#!/bin/sh\n[ "$4" = ua1 ] && echo "PASS $5" || echo "FAIL $5 $4"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    said = verapdf(tmp_path, ["a.pdf"])
    assert said == {"a.pdf": [f"3a: FAIL {tmp_path / 'a.pdf'} 3a"]}


def test_a_machine_without_the_programs(built, tmp_path):
    done = run(
        "--project", LEAST, "verify", built("least"), "--require-all", env={"PATH": str(tmp_path)}
    )
    assert done.returncode == 4, done.stdout + done.stderr
    for line in ("apt-get install -y qpdf", "apt-get install -y default-jre-headless",
                 "apt-get install -y chromium"):  # fmt: skip
        assert line in done.stdout
        assert line in done.stderr
    assert "veraPDF" in done.stdout
    assert "veraPDF" not in done.stderr.splitlines()[-1]
    done = run("--project", LEAST, "verify", built("least"), env={"PATH": str(tmp_path)})
    assert done.returncode == 0, done.stdout + done.stderr


def test_checkers_that_setup_did_not_install(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    with pytest.raises(MachineError, match=r"axe\.min\.js is missing; run: scripts/setup test"):
        installed("axe-core/axe.min.js")
    (tmp_path / "a.html").write_text(PAGE % ("", ""))
    assert {o.checker: o.state for o in check_all(tmp_path) if o.state != "passed"} == {
        "Nu HTML checker": "missing", "axe-core": "missing",
    }  # fmt: skip


@pytest.mark.parametrize(("package", "way"), [
    (True, "run: pip install frictionless"), (False, "in a checkout, scripts/setup test"),
])  # fmt: skip
def test_where_there_is_no_checkout_nobody_is_sent_to_its_scripts(
    tmp_path, monkeypatch, package, way
):
    assert "run: scripts/setup test" in str(lacking("frictionless", package=package))
    monkeypatch.setattr("generator.checkers.checker.CHECKOUT", tmp_path)
    assert way in str(lacking("frictionless", package=package))


def lacks(output: Path, files: object) -> dict[str, list[str]]:
    raise MachineError(Said("it is missing; run: made up"))


@pytest.mark.parametrize("optional", [True, False])
def test_what_is_optional_is_never_required(optional, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"made up")
    outcomes = check_all(tmp_path, [Checker("made-up", ".pdf", lacks, optional)])
    verdict = Verdict((), (), tuple(outcomes))
    assert "made-up  a.pdf  not on this machine (it is missing; run: made up)" in verdict.text()
    verdict.end(require_all=False)
    if optional:
        verdict.end(require_all=True)
    else:
        with pytest.raises(MachineError, match="made-up: it is missing; run: made up"):
            verdict.end(require_all=True)


def test_a_complaint_is_a_fault_whatever_is_missing():
    failed = Outcome("one", "a.pdf", "failed", ("wrong",))
    missing = Outcome("two", "a.pdf", "missing", (), Said("run: made up"))
    with pytest.raises(OutputError, match="1 faults"):
        Verdict((), (), (missing, failed)).end(require_all=True)
