"""Whatever happens to the bytes of the data, checking them gives Problems and never a traceback."""

import random
from pathlib import Path

import pytest

from generator.check.check import checked
from generator.problem import ProblemsError
from tests.projects import MADE_UP, copy_of

ROUNDS, SEEDS = 40, range(8)
PIECES = [
    b"", b" ", b"\n", b"\t", b"\r", b"\x00", b"\xff", b"\xb0\xa1", b"\xef\xbb\xbf", b"{", b"}",
    b"[", b"]", b"- ", b"? ", b": ", b"#", b"&a ", b"*a", b"<<: ", b"!!int ", b"|", b">", b'"',
    b"'", b",", b"/", b"-1", b"0", b"1e9", b"NaN", b"12,345", b"9" * 5000, "１２".encode(),
    b"null", b"true", b"~", b"id", b"of: [loans]", b"over", b"{loans}", b"{=", b"{:}", b"@2031",
    b"2031-13", "\u2028".encode(), b"---\n", b"...\n", b"%YAML", b"\xe2\x80",
]  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_of(MADE_UP, tmp_path_factory.mktemp("mutations"))


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return the content with one to three pieces cut, put in, repeated or swapped."""
    for _ in range(chance.randint(1, 3)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice([0, 1, 2, 5, 20, 200]))
        piece = chance.choice(PIECES)
        if chance.random() < 0.3:
            other = chance.randrange(len(content) + 1)
            piece = content[other : other + chance.choice([1, 5, 40])]
        content = content[:start] + piece + content[end:]
    return content


def words_swapped(content: bytes, chance: random.Random) -> bytes:
    """Return the content in which one word stands in place of another: still a sound file."""
    words = content.split(b" ")
    words[chance.randrange(len(words))] = chance.choice(words)
    return b" ".join(words)


@pytest.mark.parametrize("seed", SEEDS)
def test_mutated_data_give_problems(project, seed):
    files = sorted(path for path in (project / "data").rglob("*") if path.is_file())
    chance = random.Random(seed)
    refused = 0
    for turn in range(ROUNDS):
        path: Path = chance.choice(files)
        before = path.read_bytes()
        change = words_swapped if turn % 3 == 0 else mutated
        after = change(before, chance)
        path.write_bytes(after)
        try:
            checked(project)
        except ProblemsError as error:
            refused += 1
            said = "\n".join(map(str, error.problems))
            assert str(project) not in said
            assert " object at 0x" not in said
        except BaseException as error:
            error.add_note(f"seed {seed}, turn {turn}, {path.name}:\n{after!r}"[:20_000])
            raise
        finally:
            path.write_bytes(before)
    assert refused > ROUNDS / 3
