"""The proof of a build: what it lists, what it is made of, and that it can be made again."""

import json
import shutil
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource

from generator.build import Order, build, source_of
from generator.cli import main
from generator.publish.ingredients import BOM, ingredients
from generator.publish.publish import checksums
from generator.verify.listing import listing_faults, listing_of
from generator.verify.rebuild import differing, rebuilt
from tests.projects import LEAST, PROJECTS, ROOT, copy_of, pdf_name, run, snapshot

PDF = pdf_name("least", "en")
SCHEMAS = Path(__file__).with_name("schemas")


def flipped(path):
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def state_changed(path):
    path.write_text(path.read_text().replace('"review"', '"final"'), encoding="utf-8")


TAMPERED = {
    "en/index.html": flipped,
    "index.html": lambda path: path.write_text(path.read_text() + "\n"),
    "en/card.png": flipped,
    "data/findings.csv": lambda path: path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n")),
    "data/findings.json": flipped,
    "data/wells-leastholm-2030.xlsx": flipped,
    "cite/wells-leastholm-2030.en.bib": Path.unlink,
    "en/more.html": lambda path: path.write_text("<p>more</p>"),
    BOM: lambda path: path.write_text(path.read_text().replace('"MIT"', '"GPL"', 1)),
    "manifest.json": state_changed,
    "SHA256SUMS": lambda path: path.write_text(path.read_text().replace("a", "b", 1)),
}
"""What is done to a finished folder, by the file that is to be named."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a finished folder without a PDF, whose engine leaves files open in this process."""
    return build(
        Order(LEAST, kinds=("html", "data"), out=tmp_path_factory.mktemp("proof") / "2030")
    )


@pytest.fixture(scope="module")
def again(folder):
    """Return all files of that folder, made again from its manifest."""
    return rebuilt(LEAST, folder, listing_of(folder))


def tampered(folder, target, *names):
    """Return a copy of a finished folder in which these files are not as they were built."""
    shutil.copytree(folder, target)
    for name in names:
        TAMPERED[name](target / name)
    return target


def test_a_build_is_made_again_byte_by_byte(folder, again):
    assert list(differing(folder, again)) == []
    assert list(listing_faults(folder)) == []


@pytest.mark.parametrize("name", TAMPERED)
def test_each_tampered_file_is_named_and_no_other(folder, again, tmp_path, name):
    changed = tampered(folder, tmp_path / "out", name)
    assert [fault.place for fault in differing(changed, again)] == [name]
    if name != "manifest.json":
        assert name == "SHA256SUMS" or name in {f.place for f in listing_faults(changed)}


def test_new_checksums_hide_nothing(folder, again, tmp_path):
    """Whoever changes files may write SHA256SUMS anew; the inputs still make others."""
    changed = tampered(folder, tmp_path / "out", *(n for n in TAMPERED if n != "SHA256SUMS"))
    files = snapshot(changed)
    del files["SHA256SUMS"]
    (changed / "SHA256SUMS").write_bytes(checksums(files))
    assert {fault.place for fault in differing(changed, again)} == set(TAMPERED)


def test_the_command(built, tmp_path):
    done = run("--project", LEAST, "verify", "--rebuild", built("least"))
    assert done.returncode == 0, done.stdout + done.stderr
    project = copy_of(LEAST, tmp_path / "project")
    path = next((project / "data/observations").iterdir())
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    folder = tmp_path / "out"
    shutil.copytree(built("least"), folder)
    flipped(folder / PDF)
    done = run("--project", project, "verify", "--rebuild", folder)
    assert done.returncode == 3
    name = path.relative_to(project / "data").as_posix()
    assert f"inputs: {name}: is not as it was when this was built" in done.stdout
    assert f"{PDF}: this file was changed after it was published" in done.stdout
    assert f"{PDF}: the inputs make other bytes than these" in done.stdout
    assert "manifest.json: the inputs make other bytes" in done.stdout, "it lists the old input"


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"edition": "2030"}', '{"order": 1}'])
def test_a_damaged_manifest_is_one_clear_line(folder, tmp_path, capsys, damage):
    folder = tampered(folder, tmp_path / "out")
    (folder / "manifest.json").write_text(damage)
    assert main(["--project", str(LEAST), "verify", str(folder)]) == 3
    assert "manifest.json is not as a build writes it" in capsys.readouterr().err


def test_an_unlikely_order_in_a_manifest_is_one_clear_line(folder, tmp_path, capsys):
    folder = tampered(folder, tmp_path / "out")
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"languages": [\n   "en"', '"languages": [\n   "xx"'))
    assert main(["--project", str(LEAST), "verify", "--rebuild", str(folder)]) == 3
    assert "manifest.json is not as a build writes it" in capsys.readouterr().err


def test_the_manifest_lists_all_that_went_in_and_came_out(built):
    folder = built("least")
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    data = {p.relative_to(LEAST / "data").as_posix()
            for p in (LEAST / "data").rglob("*") if p.is_file()}  # fmt: skip
    assert set(listed["inputs"]) == data
    assert {"screen.html", "theme.yaml", "locale/en/language.yaml"} <= set(listed["templates"])
    assert listed["tools"]["weasyprint"] == version("weasyprint")
    assert len(listed["fonts"]) == 2
    assert listed["state"] == "review"
    own = {"manifest.json", "SHA256SUMS"}
    assert listed["outputs"] == {
        name: sha256(content).hexdigest()
        for name, content in snapshot(folder).items() if name not in own
    }  # fmt: skip


def test_what_a_project_overrides_is_listed_apart(tmp_path):
    """Of a project without templates of its own the package's are listed, and what it changes."""
    project = copy_of(LEAST, tmp_path / "project")
    own = project / "templates/overrides/css/own.css"
    own.parent.mkdir(parents=True)
    own.write_text("p{orphans:3}\n", encoding="utf-8")
    words = ["--project", str(project), "build", "--only", "data", "--out", str(tmp_path / "out")]
    assert main(words) == 0
    listed = json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))
    assert listed["overrides"] == {
        "templates/overrides/css/own.css": sha256(own.read_bytes()).hexdigest()
    }
    assert "screen.html" in listed["templates"]


def of(project):
    """Return the ingredients of a project's edition."""
    source = source_of(project, None)
    return json.loads(ingredients(source.files.edition, source.library.sources))


@pytest.mark.parametrize("name", PROJECTS)
def test_the_ingredients_are_valid_cyclonedx(name):
    found = of(PROJECTS[name])
    own = {path.stem: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}
    registry = Registry().with_resources(
        [
            (uri, Resource.from_contents(schema))
            for schema in own.values()
            for uri in (schema["$id"], schema["$id"].replace(".schema", ".SNAPSHOT.schema"))
        ]
    )
    validator = jsonschema.Draft7Validator(
        own["cyclonedx-1.6"], registry=registry, format_checker=jsonschema.FormatChecker()
    )
    assert [error.message for error in validator.iter_errors(found)] == []
    broken = found | {"components": [found["components"][0] | {"type": "thing"}]}
    assert not validator.is_valid(broken), "the schema is in force"


def test_the_ingredients_name_packages_fonts_and_sources_with_their_licences():
    found = of(ROOT)
    kinds: dict[str, dict[str, object]] = {}
    for part in found["components"]:
        assert part["licenses"], part["name"]
        kinds.setdefault(part["type"], {})[part["name"]] = part
    assert {"weasyprint", "altair", "pydantic"} <= set(kinds["library"])
    assert kinds["file"].keys() == {"NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"}
    assert len(kinds["data"]) > 3
    assert found["metadata"]["component"]["version"] == "1.0"
