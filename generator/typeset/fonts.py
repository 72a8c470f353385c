"""The pinned font files: made once per installation, checked by checksum, cut down for the web."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from generator.problem import MachineError
from generator.said import Said

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FAMILY = "Noto Sans SC"
STYLES = {400: "Regular", 700: "Bold"}

# The same bytes on every machine: WeasyPrint, vl-convert and the browser must measure alike.
CHECKSUMS = {
    400: "c2dcb1f4794b2689899d8e2515c05f382d71c00c6ee8f26cd4bfdeed4675740d",
    700: "a20af7c170100d0788e09205e30f4440557fd7f8f0d6af81be6e23844d49a34f",
}

_REPACKER = "fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"
"""What fontTools lets HarfBuzz do where it is there: packed otherwise, the sums would differ."""
STYLE_BITS = {"italic": 1 << 0, "bold": 1 << 5, "regular": 1 << 6}  # of OS/2 fsSelection
REMEDY = Said("Run: make setup (or: python -m generator.typeset.fonts)")

FONTS_CONF = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <!-- Only the pinned files beside this one: what else the machine has must not reach a page. -->
  <dir prefix="relative">.</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def fonts_dir() -> Path:
    """Return the folder of the font files: below the Python environment, not below the project."""
    return Path(sys.prefix) / "share" / "tisc-snapshot" / "fonts"


def font_files() -> dict[int, Path]:
    """Return weight -> checked font file; MachineError when one is missing or altered."""
    return {weight: _checked(fonts_dir() / _file_name(weight), weight) for weight in STYLES}


def prepare() -> list[Path]:
    """Make what is missing of the font files and fonts.conf; return the font files."""
    from concurrent.futures.process import BrokenProcessPool  # late: seldom are fonts made
    from xml.sax.saxutils import escape

    folder = fonts_dir()
    missing_weights = [weight for weight in STYLES if not _is_pinned(weight)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _make_all(missing_weights)
        conf = FONTS_CONF.format(cache=escape(str(folder / "cache")))
        _write(folder / "fonts.conf", conf.encode())
    except (OSError, BrokenProcessPool) as error:
        raise MachineError(Said("The fonts cannot be made: {error}.", error=error)) from error
    return list(font_files().values())


def make_once() -> None:
    """Make the fonts where this installation has none yet, and say that it takes a while."""
    names = ["fonts.conf", *map(_file_name, STYLES)]
    if not all((fonts_dir() / name).is_file() for name in names):
        print(Said("The fonts are made, once for this installation …"), file=sys.stderr)
        prepare()


def font_stamps() -> str:
    """Return size and time of change of each font file: other ones are looked at anew."""
    paths = [fonts_dir() / _file_name(weight) for weight in STYLES]
    return repr([(s.st_size, s.st_mtime_ns) for s in map(Path.stat, filter(Path.is_file, paths))])


def use_private_fontconfig() -> None:
    """Point fontconfig at the pinned fonts alone; call it before weasyprint is imported."""
    conf = fonts_dir() / "fonts.conf"
    if not conf.is_file():
        raise MachineError(
            Said("The fonts are not prepared: fonts.conf is missing. {remedy}", remedy=REMEDY)
        )
    os.environ["FONTCONFIG_FILE"] = str(conf)


def main() -> int:
    """Prepare the fonts, print one line, and return the exit code: 0, or 4 for the machine."""
    try:
        made = prepare()
    except MachineError as error:
        print(error, file=sys.stderr)
        return 4
    print(Said("Fonts ready: {made}", made=", ".join(path.name for path in made)))
    return 0


def _make_all(weights: Iterable[int]) -> None:
    """Make the font files of these weights, each in a process of its own (15 s a weight)."""
    from concurrent.futures import ProcessPoolExecutor  # late, as above
    from multiprocessing import get_context

    todo = list(weights)
    if todo:
        with ProcessPoolExecutor(len(todo), mp_context=get_context("spawn")) as pool:
            list(pool.map(_make, todo))


def _make(weight: int) -> None:
    """Cut the static font of one weight out of the variable one and write it."""
    from fontTools.ttLib import TTFont  # late, as above
    from fontTools.varLib import instancer

    made = BytesIO()
    # recalcTimestamp=False: the clock must not get into head.modified.
    with TTFont(_variable_font(), recalcTimestamp=False) as font:
        font.cfg[_REPACKER] = False
        instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
        _name(font, weight)
        font.save(made)
    _write(fonts_dir() / _file_name(weight), made.getvalue())


def _variable_font() -> Path:
    """Return the variable font inside the package that carries it."""
    from importlib.resources import files  # late, as above

    try:
        package = files("justmytype_intl_cjk")
    except ModuleNotFoundError as error:
        raise MachineError(
            Said("The package justmytype-intl-cjk is missing. {remedy}", remedy=REMEDY)
        ) from error
    return Path(str(package / "fonts" / "ofl" / "notosanssc" / "NotoSansSC[wght].ttf"))


def _name(font: TTFont, weight: int) -> None:
    """Give the static font the names and flags of its style, in place of those of Thin."""
    style, table = STYLES[weight], font["name"]
    # Names 16 and up describe the variable family; a family of Regular and Bold needs none.
    table.names = [name for name in table.names if name.platformID == 3 and name.nameID < 16]
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    for name_id, text in {
        1: FAMILY,
        2: style,
        3: f"2.004;ADBO;{postscript};ADOBE",
        4: f"{FAMILY} {style}",
        6: postscript,
    }.items():
        table.setName(text, name_id, 3, 1, 0x409)
    del font["STAT"]
    _flag(font, weight)


def _flag(font: TTFont, weight: int) -> None:
    """Set weight class and the bold or regular flags of the font."""
    bold = STYLES[weight] == "Bold"
    kept = font["OS/2"].fsSelection & ~sum(STYLE_BITS.values())
    font["OS/2"].fsSelection = kept | STYLE_BITS["bold" if bold else "regular"]
    font["OS/2"].usWeightClass = weight
    font["head"].macStyle = int(bold)


def _file_name(weight: int) -> str:
    """Return the file name of a weight, as NotoSansSC-Bold.ttf."""
    return f"{FAMILY.replace(' ', '')}-{STYLES[weight]}.ttf"


def _is_pinned(weight: int) -> bool:
    """Return whether the file of this weight is there with its pinned bytes."""
    path = fonts_dir() / _file_name(weight)
    return path.is_file() and _checksum(path) == CHECKSUMS[weight]


@cache
def _checked(path: Path, weight: int) -> Path:
    """Return the path when its bytes are the pinned ones; looked at once per process."""
    if not path.is_file():
        raise MachineError(
            Said(
                "The fonts are not prepared: {name} is missing. {remedy}",
                name=path.name,
                remedy=REMEDY,
            )
        )
    if (found := _checksum(path)) != CHECKSUMS[weight]:
        raise MachineError(
            Said(
                "{name} is not the pinned font: its sha256 is {found}. {remedy}",
                name=path.name,
                found=found,
                remedy=REMEDY,
            )
        )
    return path


def _checksum(path: Path) -> str:
    """Return the sha256 of a file in hexadecimal."""
    return sha256(path.read_bytes()).hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Write a file in one move, so that a stopped run leaves none half made."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


if __name__ == "__main__":
    sys.exit(main())
