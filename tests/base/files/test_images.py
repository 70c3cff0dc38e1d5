"""Photos: upright, not too large, in the colours they had, and without decoding what would fill the memory."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from tests.base.files import pictures
from tests.base.files.pictures import RED, WHITE
from tests.base.files.plants import LATITUDE, LONGITUDE, exiftool, run
from webapp.base.files.cleaning import Cleaned, clean
from webapp.base.files.images import LONG_SIDE
from webapp.base.files.kinds import Kind, recognise
from webapp.base.files.places import Coordinates, place_in
from webapp.base.files.refusals import Refusal, Refused
from webapp.base.files.traces import Trace

# where the red quarter, top left in what the camera saw, lies in the stored pixels for each EXIF orientation
CORNERS = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (0, 1), 7: (1, 1), 8: (1, 0)}
TURNED = {5, 6, 7, 8}


def opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.load()
        return image


def cleaned(path: Path) -> tuple[Image.Image, Cleaned]:
    target = path.with_name("bersih")
    result = clean(path, target, recognise(path))
    return opened(target), result


def near(pixel: object, colour: tuple[int, ...], by: int = 12) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= by for one, other in zip(pixel, colour, strict=False))


def huge_png(path: Path, side: int) -> Path:
    """A PNG whose head promises side × side pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")
    )
    return path


@pytest.mark.parametrize("orientation", CORNERS)
def test_it_is_written_upright(tmp_path: Path, orientation: int) -> None:
    path = tmp_path / "foto.jpg"
    seen = pictures.scene((320, 240))
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    stored = seen.transpose(turns[orientation]) if orientation in turns else seen
    assert (stored.width < stored.height) == (orientation in TURNED)
    stored.save(path, quality=95)
    upright, _ = cleaned(exiftool(path, f"-Orientation#={orientation}"))
    assert upright.size == (320, 240)
    assert near(upright.getpixel((20, 20)), RED)
    assert near(upright.getpixel((300, 220)), WHITE)


def test_it_is_made_no_longer_than_the_page_needs(tmp_path: Path) -> None:
    path = tmp_path / "foto.jpg"
    pictures.scene((8000, 500)).save(path, quality=90)
    small, _ = cleaned(path)
    assert small.size == (LONG_SIDE, 256)


def test_a_small_one_is_not_made_larger(tmp_path: Path) -> None:
    pictures.scene((31, 17)).save(tmp_path / "foto.png")
    assert cleaned(tmp_path / "foto.png")[0].size == (31, 17)


@pytest.mark.parametrize("side", [9000, 12_000, 60_000])
def test_too_many_pixels_are_refused_without_decoding(tmp_path: Path, side: int) -> None:
    path = huge_png(tmp_path / "foto.png", side)
    assert recognise(path) is Kind.PNG
    tracemalloc.start()
    with pytest.raises(Refused) as refused:
        clean(path, tmp_path / "bersih", Kind.PNG)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.value.reason is Refusal.TOO_MANY_PIXELS
    assert most < 3 * 2**20
    assert not (tmp_path / "bersih").exists()


def test_a_jpeg_of_60000_by_60000_is_refused(tmp_path: Path) -> None:
    path = pictures.jpeg(tmp_path / "foto.jpg")
    data = bytearray(path.read_bytes())
    frame = data.rindex(b"\xff\xc0\x00\x11\x08")
    data[frame + 5 : frame + 9] = struct.pack(">HH", 60_000, 60_000)
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        clean(path, tmp_path / "bersih", Kind.JPEG)
    assert refused.value.reason is Refusal.TOO_MANY_PIXELS


def test_a_cut_one_is_broken(corpus: dict[str, Path], tmp_path: Path) -> None:
    for name in ("foto.jpg", "foto.png", "foto.webp"):
        cut = tmp_path / name
        cut.write_bytes(corpus[name].read_bytes()[:-200])
        with pytest.raises(Refused) as refused:
            clean(cut, tmp_path / "bersih", recognise(cut))
        assert refused.value.reason is Refusal.BROKEN


def in_mode(mode: str) -> Image.Image:
    """The scene; of 16 bits a pixel the white is 250 × 257."""
    grey = pictures.scene(mode="L")
    return grey.convert("I").point(lambda level: level * 257).convert(mode) if mode == "I;16" else grey.convert(mode)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16", "CMYK"])
@pytest.mark.parametrize("kind", [Kind.JPEG, Kind.PNG, Kind.WEBP])
def test_every_mode_of_colour_is_taken(tmp_path: Path, mode: str, kind: Kind) -> None:
    path = tmp_path / f"foto.{kind.value}"
    try:
        in_mode(mode).save(path, kind.value.upper())
    except OSError:  # this format has no such mode
        return
    image, _ = cleaned(path)
    assert near(image.convert("RGB").getpixel((300, 220)), WHITE)


def test_what_is_clear_stays_clear(tmp_path: Path) -> None:
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "foto.png")
    assert cleaned(tmp_path / "foto.png")[0].getpixel((5, 5)) == (0, 0, 0, 0)


def test_colours_of_a_profile_become_those_of_srgb(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pictures.scene().save(tmp_path / "a.png", icc_profile=profile)
    pictures.scene().save(tmp_path / "b.png", icc_profile=b"this is no profile")
    for name in ("a.png", "b.png"):
        image, _ = cleaned(tmp_path / name)
        assert "icc_profile" not in image.info
        assert near(image.getpixel((20, 20)), RED)


def test_only_the_first_picture_of_an_animation_stays(tmp_path: Path) -> None:
    frames = [pictures.scene(), Image.new("RGB", (320, 240), "blue")]
    for name in ("foto.png", "foto.webp"):
        frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:])
        image, result = cleaned(tmp_path / name)
        assert getattr(image, "n_frames", 1) == 1
        assert Trace.EXTRA_PICTURES in result.removed


def test_it_says_what_a_photo_gave_away(corpus: dict[str, Path], tmp_path: Path) -> None:
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(corpus["foto.jpg"].read_bytes() + pictures.zip_bytes("x"))
    _, result = cleaned(photo)
    assert result.removed == {Trace.PLACE, Trace.PROPERTIES, Trace.THUMBNAIL, Trace.APPENDED}


def test_a_bare_photo_gave_nothing_away(tmp_path: Path) -> None:
    for name in ("foto.jpg", "foto.png", "foto.webp"):
        pictures.scene().save(tmp_path / name)
        assert cleaned(tmp_path / name)[1].removed == set()


@pytest.mark.parametrize("name", ["foto.jpg", "foto.png", "foto.webp"])
def test_the_place_is_read_before_it_goes(name: str, corpus: dict[str, Path], tmp_path: Path) -> None:
    place = place_in(corpus[name])
    assert place is not None
    assert (round(place.latitude, 5), round(place.longitude, 5)) == (round(LATITUDE, 5), round(LONGITUDE, 5))
    clean(corpus[name], tmp_path / name, recognise(corpus[name]))
    assert place_in(tmp_path / name) is None


@pytest.mark.parametrize(
    ("tags", "place"),
    [
        (
            ("-GPSLatitude=5.5", "-GPSLatitudeRef=N", "-GPSLongitude=95.25", "-GPSLongitudeRef=E"),
            Coordinates(5.5, 95.25),
        ),
        (
            ("-GPSLatitude=8.5", "-GPSLatitudeRef=S", "-GPSLongitude=70.5", "-GPSLongitudeRef=W"),
            Coordinates(-8.5, -70.5),
        ),
        (("-GPSLatitude=0", "-GPSLatitudeRef=N", "-GPSLongitude=0", "-GPSLongitudeRef=E"), None),
        (("-GPSLatitude=99", "-GPSLatitudeRef=N", "-GPSLongitude=10", "-GPSLongitudeRef=E"), None),
        (("-GPSLatitude=5", "-GPSLatitudeRef=N"), None),
        (("-GPSAltitude=5",), None),
        (("-Artist=x",), None),
    ],
)
def test_only_a_possible_place_counts(tmp_path: Path, tags: tuple[str, ...], place: Coordinates | None) -> None:
    pictures.scene().save(tmp_path / "foto.jpg")
    assert place_in(exiftool(tmp_path / "foto.jpg", *tags)) == place


def test_files_without_a_place(corpus: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "kosong").write_bytes(b"")
    assert place_in(tmp_path / "kosong") is None
    assert place_in(corpus["surat.pdf"]) is None
    assert place_in(huge_png(tmp_path / "foto.png", 60_000)) is None


def test_a_real_thumbnail_was_there(corpus: dict[str, Path]) -> None:
    assert "ThumbnailImage" in run("exiftool", "-s", corpus["foto.jpg"])
