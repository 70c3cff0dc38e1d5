"""Voices and films of the corpus: half a second each, made with PyAV; traces lie in tags, tracks and frames."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
from av.bitstream import BitStreamFilterContext

from tests.base.files.pictures import scene
from tests.base.files.plants import DEVICE, LATITUDE, LONGITUDE, NAME, SERIAL, exiftool

TAGS = {"artist": NAME, "comment": f"{SERIAL} {LATITUDE}{LONGITUDE:+}", "title": DEVICE}
CREATED = {"creation_time": "2026-11-02T07:31:00Z"}
UUID = "086f3693-b7b3-4f2c-9653-21492feee5b8"


def sound(path: Path, container: str, codec: str, rate: int = 48000, layout: str = "mono") -> Path:
    """Silence of half a second with tags."""
    with av.open(str(path), "w", format=container) as out:
        out.metadata.update(TAGS)
        stream = out.add_stream(codec, rate=rate, layout=layout)
        assert isinstance(stream, av.AudioStream)
        stream.metadata.update(TAGS)
        out.start_encoding()
        for piece in _silence(stream, rate):
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    return path


def _silence(stream: av.AudioStream, rate: int) -> list[av.AudioFrame]:
    frame = av.AudioFrame(format=stream.codec_context.format.name, layout="mono", samples=rate // 2)
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
    fifo = av.AudioFifo()
    fifo.write(frame)
    return fifo.read_many(stream.codec_context.frame_size or 1024, partial=True)


def film(path: Path, container: str, codec: str, size: tuple[int, int] = (176, 144)) -> Path:
    """Ten pictures with tags; H.264 also carries the words in its frames (SEI), as some cameras do."""
    with av.open(str(path), "w", format=container) as out:
        out.metadata.update(TAGS | CREATED)
        stream = out.add_stream(codec, rate=20)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.metadata.update(TAGS | CREATED)
        out.start_encoding()
        note = _note(stream) if codec == "libx264" else None
        for frame in [*_pictures(size), None]:
            packets = stream.encode(frame)
            out.mux([noted for packet in packets for noted in note.filter(packet)] if note else packets)
    return path


def _pictures(size: tuple[int, int]) -> list[av.VideoFrame]:
    frames = [av.VideoFrame.from_image(scene(size)) for _ in range(10)]  # type: ignore[no-untyped-call]
    for number, frame in enumerate(frames):
        frame.pts = number
    return frames


def _note(stream: av.VideoStream) -> BitStreamFilterContext:
    return BitStreamFilterContext(
        f"h264_metadata=sei_user_data={UUID}+{NAME.replace(' ', '_')}{SERIAL}", stream, stream
    )


def mp4(path: Path) -> Path:
    """Where phones write the place: udta ©xyz, the keys of Apple, and XMP."""
    where = f"{LATITUDE}, {LONGITUDE}, 0"
    return exiftool(
        film(path, "mp4", "libx264"),
        f"-UserData:GPSCoordinates={where}", f"-Keys:GPSCoordinates={where}", f"-ItemList:Artist={NAME}",
        f"-Keys:Model={DEVICE}", f"-XMP-dc:Creator={NAME}", f"-XMP-aux:SerialNumber={SERIAL}",
    )  # fmt: skip


def m4a(path: Path) -> Path:
    where = f"{LATITUDE}, {LONGITUDE}, 0"
    return exiftool(sound(path, "ipod", "aac"), f"-UserData:GPSCoordinates={where}", f"-ItemList:Artist={NAME}")


def three_gp(path: Path) -> Path:
    where = f"{LATITUDE}, {LONGITUDE}, 0"
    return exiftool(film(path, "3gp", "h263"), f"-UserData:GPSCoordinates={where}", f"-ItemList:Artist={NAME}")


def webm(path: Path) -> Path:
    return film(path, "webm", "libvpx")


def mp3(path: Path) -> Path:
    return sound(path, "mp3", "libmp3lame", 44100)


def ogg(path: Path) -> Path:
    return sound(path, "ogg", "libopus")


def wav(path: Path) -> Path:
    """With the chunks of broadcast wave beside the list of tags."""
    return sound(path, "wav", "pcm_s16le")


def mov(path: Path) -> Path:
    """As an iPhone names its films."""
    where = f"{LATITUDE}, {LONGITUDE}, 0"
    return exiftool(film(path, "mov", "libx264"), f"-Keys:GPSCoordinates={where}", f"-Keys:Model={DEVICE}")
