"""JSON Schemas: as the records are, obeyed by the shipped files, and quick to refuse a typo."""

import json
import re
import shutil
from pathlib import PurePosixPath
from posixpath import normpath

import jsonschema
import pytest
import yaml

from generator.cli import main
from generator.read.located import read_yaml
from generator.render.theme import Palette, Theme, css_name
from generator.schema.cli import PLACES
from generator.schema.schema import FOLDER, schemas
from tests.projects import LEAST, MADE_UP, ROOT, copy_of, snapshot

SHIPPED = sorted(path.relative_to(ROOT).as_posix() for place in PLACES for path in ROOT.glob(place))
MADE = sorted(path.relative_to(MADE_UP).as_posix() for path in MADE_UP.glob("data/**/*.yaml"))


def schema_of(name):
    """Return the schema that the first line of a shipped file leads to."""
    first = (ROOT / name).read_text(encoding="utf-8").partition("\n")[0]
    led = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
    assert led, name
    path = normpath((PurePosixPath(name).parent / led[1]).as_posix())
    return json.loads((ROOT / path).read_text(encoding="utf-8"))


def refused(value, schema):
    """Return where a value breaks its schema."""
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return [error.json_path for error in kind(schema).iter_errors(value)]


def value_of(project, name):
    located, problems = read_yaml(project / name, project)
    assert problems == []
    return located.value


def test_they_are_as_the_command_would_write_them():
    there = {f"{FOLDER}/{path.name}": path.read_text("utf-8") for path in (ROOT / FOLDER).iterdir()}
    assert there == dict(schemas()), "run: tisc-snapshot data schemas"


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_file_leads_to_its_schema_and_obeys_it(name):
    assert refused(value_of(ROOT, name), schema_of(name)) == []


@pytest.mark.parametrize("name", MADE)
def test_the_made_up_country_obeys_them(name):
    kind = PurePosixPath(name).name.partition(".")[0]
    assert refused(value_of(MADE_UP, name), json.loads(schemas()[f"{FOLDER}/{kind}.json"])) == []


@pytest.mark.parametrize(("name", "old", "new"), [
    ("data/units.yaml", "dimension:", "dimensoin:"),
    ("data/indicators.yaml", "kind: flow", "kind: flows"),
    ("data/sources.yaml", "  copy: held", "  copy: kept"),
    ("data/sources.yaml", "url: https://", "url: "),
    ("data/regions.yaml", "name: {", "names: {"),
    ("data/queries.yaml", "level: doubt", "level: douбt"),
    ("data/rules.yaml", "kind: range", "kind: rnage"),
    ("data/rules.yaml", "min: ", "min: about "),
    ("data/glossary.yaml", "  term: {", "  terms: {"),
    ("data/numerals.en.yaml", "\nwords:", "\nword:"),
    ("data/editions/2023/edition.yaml", "key_figure:", "key_figur:"),
    ("data/editions/2023/edition.yaml", "as_of: 2026", "as_of: in 2026"),
    ("data/editions/2023/charts.yaml", "kind: squares", "kind: pie"),
    ("data/editions/2023/findings.yaml", "op: growth", "op: growht"),
    ("data/editions/2023/cases.yaml", "host:", "hosts:"),
    ("templates/theme.yaml", '"#1B4B66"', "azure"),
    ("templates/theme.yaml", "ink-2:", "ink_2:"),
    ("templates/typography.yaml", "- find: ", "- seek: "),
    ("templates/locale/en/language.yaml", "direction: ltr", "direction: left"),
    ("templates/locale/en/language.yaml", "exact:", "exactly:"),
])  # fmt: skip
def test_a_typo_is_refused(tmp_path, name, old, new):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert refused(value_of(tmp_path, name), schema_of(name))


PARTIAL = {
    "theme": ('colours: {light: {data: "#0B5D3B"}}', "colours: {dark: {}}", "{}", "",
              "fonts: {default: {family: Mine, regular: fonts/a.ttf}}"),
    "language": ('join: "; "', "dates: {year: y}", "qualifiers: {over: 'more than {n}'}", ""),
}  # fmt: skip
REFUSED = {
    "theme": ("colours: {lihgt: {}}", "colours: {light: {dta: '#0B5D3B'}}", "[]",
              "fonts: {default: {regular: fonts/a.ttf}}"),
    "language": ('jion: "; "', "dates: {yaer: y}", "qualifiers: {ovre: x}", "scales: [{word: x}]"),
}  # fmt: skip


@pytest.mark.parametrize("kind", PARTIAL)
def test_a_file_that_says_only_what_differs_obeys_its_schema(kind):
    schema = json.loads(schemas()[f"{FOLDER}/{kind}.json"])
    for text in PARTIAL[kind]:
        assert refused(yaml.safe_load(text), schema) == [], text
    for text in REFUSED[kind]:
        assert refused(yaml.safe_load(text), schema), text


def test_each_key_that_may_be_changed_is_offered_by_its_name():
    """Below every key of a partial file an editor completes from what the schema names."""
    theme = json.loads(schemas()[f"{FOLDER}/theme.json"])
    palette = theme["$defs"]["Palette"]["properties"]
    assert {*palette} == {css_name(role) for role in Palette.model_fields}
    assert {*theme["properties"]} == {*Theme.model_fields}


def test_overrides_lead_to_their_schemas(tmp_path):
    project = copy_of(LEAST, tmp_path)
    for name in ("theme.yaml", "locale/en/language.yaml"):
        path = project / "templates/overrides" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Nothing differs yet.\n", encoding="utf-8")
    assert main(["--project", str(project), "data", "schemas"]) == 0
    for path in (project / "templates").rglob("*.yaml"):
        led = path.read_text("utf-8").partition("\n")[0].partition("=")[2]
        assert (path.parent / led).resolve() == project / FOLDER / f"{path.stem}.json"
    assert main(["--project", str(project), "check"]) == 0


def test_each_field_that_needs_words_has_them():
    """What an editor shows beside a key; the schemas come with the records' own descriptions."""
    edition = json.loads(schemas()[f"{FOLDER}/edition.json"])
    assert edition["properties"]["as_of"]["description"] == "The data are as known on this date"
    assert edition["properties"]["title_page"]["enum"] == ["ground", "paper"]
    assert edition["additionalProperties"] is False


def test_the_command_writes_them_and_the_first_lines_once(tmp_path, capsys):
    project = copy_of(MADE_UP, tmp_path / "project")
    before = snapshot(project)
    assert main(["--project", str(project), "data", "schemas"]) == 0
    after = snapshot(project)
    for name, content in before.items():
        lines = b"\n".join(after[name].split(b"\n")[1:]) if name in MADE else after[name]
        assert lines == content, name
    assert {name for name in after if name.startswith(FOLDER)} == {*schemas()}
    capsys.readouterr()
    assert main(["--project", str(project), "data", "schemas"]) == 0
    assert snapshot(project) == after
    assert main(["--project", str(project), "check"]) == 0
    shutil.rmtree(project)
