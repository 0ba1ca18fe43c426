"""Published images keep pixels, colours and orientation, and tell nothing else."""

import io
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageSequence

from cto_portfolio.text import images
from tests.support import photo

IMAGES = {
    "jpeg": photo.jpeg(),
    "progressive jpeg": photo.jpeg(progressive=True),
    "png": photo.png(),
    "animated png": photo.png(frames=3),
    "gif": photo.gif(),
    "webp": photo.webp(),
    "animated webp": photo.webp(frames=3),
}
BY_NAME = pytest.mark.parametrize("name", IMAGES)


def bare(content: bytes) -> bytes:
    found = images.without_metadata(content)
    assert found is not None
    return found


def pixels(content: bytes) -> list[tuple[bytes, object]]:
    """Return each frame, decoded, and for how long it is shown."""
    with Image.open(io.BytesIO(content)) as image:
        return [
            (frame.convert("RGBA").tobytes(), frame.info.get("duration"))
            for frame in ImageSequence.Iterator(image)
        ]


@BY_NAME
def test_nothing_is_told_beside_the_image(name: str) -> None:
    content = IMAGES[name]
    assert photo.CANARY in photo.says(content)

    said = photo.says(bare(content))

    assert photo.CANARY not in said
    assert b"xmpmeta" not in said
    with Image.open(io.BytesIO(bare(content))) as image:
        assert set(image.getexif()) <= {0x0112}
        assert "comment" not in image.info


@BY_NAME
def test_the_pixels_are_the_same(name: str) -> None:
    content = IMAGES[name]

    assert pixels(bare(content)) == pixels(content)


@BY_NAME
def test_the_colours_and_the_orientation_are_kept(name: str) -> None:
    content = IMAGES[name]

    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(bare(content))) as after:
        assert after.info.get("icc_profile") == before.info.get("icc_profile")
        assert after.getexif().get(0x0112) == before.getexif().get(0x0112)
        assert after.info.get("loop") == before.info.get("loop")
        assert after.format == before.format


@BY_NAME
def test_a_bare_image_stays_as_it_is(name: str) -> None:
    content = bare(IMAGES[name])

    assert bare(content) == content


@BY_NAME
def test_an_image_that_is_cut_off_is_refused(name: str) -> None:
    content = bare(IMAGES[name])

    for length in range(0, len(content) - 1, 7):
        assert images.without_metadata(content[:length]) is None, length


@settings(max_examples=300, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(IMAGES)))
def test_damage_is_refused_or_survived(data: st.DataObject, name: str) -> None:
    content = bytearray(IMAGES[name])
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=9)):
        content[at] = data.draw(st.integers(0, 255))

    found = images.without_metadata(bytes(content))

    assert found is None or bare(found) == found


@pytest.mark.parametrize("content", [b"", b"<svg>", b"\x89PNG", b"II*\0", b"RIFF\0\0\0\0WAVE"])
def test_what_is_no_image_that_can_be_read_is_refused(content: bytes) -> None:
    assert images.without_metadata(content) is None


@pytest.mark.parametrize("name", ["a.JPG", "a.jpeg", "a.png", "a.gif", "a.webp", "a.svg", "a.heic"])
def test_images_are_known_by_their_names(name: str) -> None:
    assert images.is_image(PurePosixPath(name))
    assert not images.is_image(PurePosixPath("drawing.bmp"))
