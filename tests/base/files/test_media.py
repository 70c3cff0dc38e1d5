"""Sound and film: they can still be heard and seen, and the new container holds nothing else."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import av
import pytest

from tests.base.files import pictures, recordings
from tests.base.files.plants import NAME, SERIAL, exiftool, found_in, run
from webapp.base.files import mp3
from webapp.base.files.cleaning import clean
from webapp.base.files.kinds import Kind, recognise
from webapp.base.files.refusals import Refusal, Refused
from webapp.base.files.traces import Trace

SOUNDS = ["suara.mp3", "suara.m4a", "suara.ogg", "suara.wav"]
FILMS = ["film.mp4", "film.mov", "film.webm", "film.3gp"]


def decoded(path: Path) -> list[bytes]:
    """The bytes of the first plane of every frame."""
    with av.open(str(path)) as container:
        if container.streams.video:
            return [bytes(frame.planes[0]) for frame in container.decode(container.streams.video[0])]
        return [bytes(frame.planes[0]) for frame in container.decode(container.streams.audio[0])]


def refusal_of(path: Path, kind: Kind, target: Path) -> Refusal:
    with pytest.raises(Refused) as refused:
        clean(path, target, kind)
    assert not target.exists()
    return refused.value.reason


@pytest.mark.parametrize("name", [*SOUNDS, *FILMS])
def test_what_is_heard_and_seen_stays_bit_for_bit(name: str, corpus: dict[str, Path], tmp_path: Path) -> None:
    clean(corpus[name], tmp_path / name, recognise(corpus[name]))
    before, after = decoded(corpus[name]), decoded(tmp_path / name)
    assert len(after) > 3
    assert b"".join(after) == b"".join(before)


@pytest.mark.parametrize("name", [*SOUNDS, *FILMS])
def test_a_clean_copy_gives_nothing_more_away(name: str, corpus: dict[str, Path], tmp_path: Path) -> None:
    kind = recognise(corpus[name])
    clean(corpus[name], tmp_path / "1", kind)
    assert clean(tmp_path / "1", tmp_path / "2", kind).removed == set()


def test_a_film_says_that_it_held_a_place(corpus: dict[str, Path], tmp_path: Path) -> None:
    assert "GPSLatitude" in run("exiftool", "-s", corpus["film.mp4"])
    assert Trace.PLACE in clean(corpus["film.mp4"], tmp_path / "film.mp4", Kind.MP4).removed


def test_notes_in_the_frames_of_a_film_are_cut_out(corpus: dict[str, Path], tmp_path: Path) -> None:
    assert f"{NAME.replace(' ', '_')}{SERIAL}".encode() in corpus["film.mp4"].read_bytes()
    clean(corpus["film.mp4"], tmp_path / "film.mp4", Kind.MP4)
    assert SERIAL.encode() not in (tmp_path / "film.mp4").read_bytes()
    assert b"x264" not in (tmp_path / "film.mp4").read_bytes()


def test_so_they_are_in_the_films_of_newer_telephones(tmp_path: Path) -> None:
    path = recordings.film(tmp_path / "film.mp4", "mp4", "libx265")
    assert b"x265" in path.read_bytes()
    result = clean(path, tmp_path / "bersih.mp4", Kind.MP4)
    assert b"x265" not in (tmp_path / "bersih.mp4").read_bytes()
    assert decoded(path) == decoded(tmp_path / "bersih.mp4")
    assert result.complete


def test_old_telephones_record_in_amr(tmp_path: Path) -> None:
    path = recordings.sound(tmp_path / "suara.3gp", "3gp", "libopencore_amrnb", 8000)
    result = clean(path, tmp_path / "bersih.3gp", recognise(path))
    assert decoded(path) == decoded(tmp_path / "bersih.3gp")
    assert result.complete


def test_a_film_that_was_turned_stays_turned(tmp_path: Path) -> None:
    path = exiftool(recordings.film(tmp_path / "film.mp4", "mp4", "libx264"), "-Rotation=90")
    clean(path, tmp_path / "bersih.mp4", Kind.MP4)
    answers = [json.loads(run("exiftool", "-j", "-Rotation", each))[0] for each in (path, tmp_path / "bersih.mp4")]
    assert answers[0]["Rotation"] == answers[1]["Rotation"] == 90


def test_tracks_beside_sound_and_picture_go(tmp_path: Path) -> None:
    """Subtitles stand for the tracks of sensors, which are as much of an extra."""
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=10)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height = 64, 64
        words = out.add_mux_stream("mov_text")
        out.start_encoding()
        for number in range(5):
            frame = av.VideoFrame.from_image(pictures.scene((64, 64)))  # type: ignore[no-untyped-call]
            frame.pts = number
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
        note = av.Packet(len(NAME).to_bytes(2, "big") + NAME.encode())
        note.stream, note.pts, note.dts, note.duration, note.time_base = words, 0, 0, 400, Fraction(1, 1000)
        out.mux(note)
    assert found_in(path.read_bytes()) == {NAME}
    result = clean(path, tmp_path / "bersih.mp4", Kind.MP4)
    assert found_in((tmp_path / "bersih.mp4").read_bytes()) == set()
    assert Trace.EXTRA_TRACKS in result.removed


def test_a_codec_with_words_of_its_own_makes_it_not_complete(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "suara.ogg"), "w", format="ogg") as out:
        stream = out.add_stream("flac", rate=48000)
        assert isinstance(stream, av.AudioStream)
        frame = av.AudioFrame(format="s16", layout="stereo", samples=4608)
        frame.planes[0].update(bytes(frame.planes[0].buffer_size))
        frame.sample_rate, frame.pts = 48000, 0
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    kind = recognise(tmp_path / "suara.ogg")
    assert not clean(tmp_path / "suara.ogg", tmp_path / "bersih.ogg", kind).complete


@pytest.mark.parametrize(("kind", "head"), [
    (Kind.MP4, b"\0\0\0\x18ftypmp42"), (Kind.MP3, b"ID3\3\0\0\0\0\0\0"), (Kind.WAV, b"RIFF\0\0\0\0WAVE"),
    (Kind.OGG, b"OggS\0\2"), (Kind.WEBM, b"\x1a\x45\xdf\xa3\x86\x42\x82\x84webm"),
])  # fmt: skip
def test_a_head_without_a_body_is_broken(kind: Kind, head: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(head + bytes(2000))
    assert recognise(tmp_path / "a") is kind
    assert refusal_of(tmp_path / "a", kind, tmp_path / "b") is Refusal.BROKEN


def test_sound_that_is_an_archive_is_not_handed_out(corpus: dict[str, Path], tmp_path: Path) -> None:
    """Samples may be any bytes at all: an archive as the last of them would be copied with them."""
    data = bytearray(corpus["suara.wav"].read_bytes())
    archive = pictures.zip_bytes("x")
    data[-len(archive) :] = archive
    (tmp_path / "suara.wav").write_bytes(data)
    assert refusal_of(tmp_path / "suara.wav", Kind.WAV, tmp_path / "b") is Refusal.NOT_WHAT_IT_SAYS


def test_words_between_the_frames_of_mp3_are_left_out(corpus: dict[str, Path], tmp_path: Path) -> None:
    bare = tmp_path / "bersih.mp3"
    clean(corpus["suara.mp3"], bare, Kind.MP3)
    frame = bare.read_bytes().rindex(b"\xff\xfb")
    data = bare.read_bytes()
    (tmp_path / "kotor.mp3").write_bytes(data[:frame] + NAME.encode() * 3 + data[frame:] + b"TAG" + SERIAL.encode())
    clean(tmp_path / "kotor.mp3", tmp_path / "lagi.mp3", Kind.MP3)
    assert found_in((tmp_path / "lagi.mp3").read_bytes()) == set()


@pytest.mark.parametrize(
    "packet", [b"", b"\xff\xfb\x90", b"\xff\xfb\x90\0" + bytes(412), b"\xff\xfb\0\0", b"PK\3\4" * 50]
)
def test_no_frame_of_mp3(packet: bytes) -> None:
    assert not mp3.is_frame(packet)


def test_a_frame_of_mp3_has_the_length_that_its_head_says() -> None:
    assert mp3.is_frame(b"\xff\xfb\x90\0" + bytes(413)), "128 kbit/s at 44.1 kHz are 417 bytes"
    assert mp3.is_frame(b"\xff\xf3\x40\0" + bytes(100)), "32 kbit/s at 22.05 kHz are 104 bytes"
