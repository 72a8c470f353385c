"""Pictures: two of them compared dot by dot, with tolerance, and the difference as a third."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageChops, ImageFilter

TOLERANCE = 40
"""So much (of 255) may a dot differ by, as letters do when an engine smooths them otherwise."""
LEAST = 0.0002
"""The share of dots below which two pictures count as the same."""
_MARK, _PALE = (191, 58, 27), (225, 225, 222)


@dataclass(frozen=True)
class PictureChange:
    """Two pictures and where they differ, as WebP; one is missing where only one is there."""

    before: bytes | None
    now: bytes | None
    difference: bytes | None
    share: float
    """Of the dots, those that differ by more than the tolerance."""

    @property
    def same(self) -> bool:
        """Tell whether a reader would see no difference."""
        return self.before is not None and self.now is not None and self.share < LEAST


def compare(before: Image.Image | None, now: Image.Image | None) -> PictureChange:
    """Return how two pictures differ; the smaller one stands on white, at the top left."""
    if before is None or now is None:
        return PictureChange(_webp(before), _webp(now), None, 1.0)
    size = max(before.width, now.width), max(before.height, now.height)
    one, other = _on_white(before, size), _on_white(now, size)
    grey = ImageChops.difference(one, other).convert("L")
    mask = grey.point([255 * (value > TOLERANCE) for value in range(256)])
    share = mask.histogram()[255] / (size[0] * size[1])
    if share < LEAST:
        return PictureChange(b"", b"", None, share)
    return PictureChange(_webp(before), _webp(now), _webp(_marked(other, mask)), share)


def opened(content: bytes | None) -> Image.Image | None:
    """Return the picture in a file."""
    if content is None:
        return None
    with Image.open(BytesIO(content)) as picture:
        return picture.convert("RGB")


def _on_white(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return the picture on a white ground of this size."""
    ground = Image.new("RGB", size, "white")
    ground.paste(picture, (0, 0))
    return ground


def _marked(picture: Image.Image, mask: Image.Image) -> Image.Image:
    """Return a pale picture, with what differs in the colour of a mark, thick enough to see."""
    pale = Image.blend(
        picture.convert("L").convert("RGB"), Image.new("RGB", picture.size, _PALE), 0.7
    )
    pale.paste(_MARK, (0, 0), mask.filter(ImageFilter.MaxFilter(3)))
    return pale


def _webp(picture: Image.Image | None) -> bytes | None:
    """Return a picture as a small file, the same bytes each time."""
    if picture is None:
        return None
    content = BytesIO()
    picture.save(content, "WEBP", quality=72, method=4)
    return content.getvalue()
