"""Voices and films: sound and picture are copied, packet by packet and not decoded, into a new container without tags.

Tags, places, chapters, covers, sensors' tracks, subtitles and unknown boxes are not copied, so they need not be found.
docs/decisions/0019 says why this is PyAV.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from webapp.base.files import mp3, sei
from webapp.base.files.kinds import Kind
from webapp.base.files.refusals import Refusal, Refused, broken_otherwise
from webapp.base.files.traces import Scrubbed, Trace

if TYPE_CHECKING:
    from av import Packet
    from av.container import InputContainer, OutputContainer
    from av.stream import Stream

    Packets = list[Packet[Stream]]
    Carry = Callable[[Packet[Stream] | None], Packets]

# the one reader and the one writer for each kind: ffmpeg guesses nothing, and opens no lists of other files
_READ_WRITE = {
    Kind.MP3: ("mp3", "mp3"), Kind.M4A: ("mov", "ipod"), Kind.OGG: ("ogg", "ogg"), Kind.WAV: ("wav", "wav"),
    Kind.MP4: ("mov", "mp4"), Kind.WEBM: ("matroska", "webm"), Kind.THREE_GP: ("mov", "3gp"),
}  # fmt: skip
_SOUND_ONLY = frozenset((Kind.MP3, Kind.M4A, Kind.OGG, Kind.WAV))
# Their packets hold sound or picture and their headers no words. Others may carry notes: Vorbis and FLAC have comments
# in their headers, MPEG-4 part 2 has user data among its pictures.
_PLAIN = frozenset(
    "h264 hevc h263 vp8 vp9 libdav1d av1 aac mp3 mp3float opus libopus amrnb amrwb libopencore_amrnb "
    "libopencore_amrwb pcm_s16le pcm_s24le pcm_u8 pcm_f32le".split()
)
_KEPT_TAGS = frozenset(
    (
        "major_brand",
        "minor_version",
        "compatible_brands",
        "encoder",
        "language",
        "handler_name",
        "vendor_id",
        "duration",
    )
)
_PLACE_TAGS = ("location", "xyz", "gps")


def clean(path_in: Path, path_out: Path, kind: Kind) -> Scrubbed:
    """Copy sound and picture into a new container; not complete where a codec is one that we don't know to be plain.

    Raises Refused(BROKEN), also for a file without a single packet of sound or picture.
    """
    import av

    reader, writer = _READ_WRITE[kind]
    bare = {"fflags": "+bitexact", "write_xing": "0"} if kind is Kind.MP3 else {"fflags": "+bitexact"}
    with (
        broken_otherwise(),
        path_in.open("rb") as file,
        av.open(file, "r", format=reader, metadata_errors="replace") as source,
        av.open(str(path_out), "w", format=writer, options=bare) as target,
    ):
        wanted = _wanted(source, kind)
        _copy(source, target, wanted)
        return Scrubbed(_traces_of(source, wanted), all(stream.codec_context.name in _PLAIN for stream in wanted))


def _wanted(source: InputContainer, kind: Kind) -> list[Stream]:
    from av.stream import Disposition

    films = [stream for stream in source.streams.video if not stream.disposition & Disposition.attached_pic]
    wanted: list[Stream] = [*([] if kind in _SOUND_ONLY else films), *source.streams.audio]
    if not wanted:
        raise Refused(Refusal.BROKEN)
    return wanted


def _copy(source: InputContainer, target: OutputContainer, wanted: list[Stream]) -> None:
    copies = {stream.index: target.add_stream_from_template(stream, opaque=True) for stream in wanted}
    for copy in copies.values():
        copy.metadata.clear()
    carries = {stream.index: _carry(stream, copies[stream.index]) for stream in wanted}
    count = 0
    for index, packet in _packets(source, wanted):
        for carried in carries[index](packet):
            carried.stream = copies[index]
            target.mux(carried)
            count += 1
    if not count:
        raise Refused(Refusal.BROKEN)


def _packets(source: InputContainer, wanted: list[Stream]) -> Iterator[tuple[int, Packet[Stream] | None]]:
    """Each packet with the number of its stream, and at last None for every stream."""
    for packet in source.demux(*wanted):
        if packet.size and packet.dts is not None:
            yield packet.stream_index, packet
    for stream in wanted:
        yield stream.index, None


def _carry(stream: Stream, copy: Stream) -> Carry:
    name = stream.codec_context.name
    if name.startswith("mp3"):
        return lambda packet: [packet] if packet is not None and mp3.is_frame(bytes(packet)) else []
    if name in sei.UNITS:
        return sei.without_notes(stream, copy)
    return lambda packet: [] if packet is None else [packet]


def _traces_of(source: InputContainer, wanted: list[Stream]) -> frozenset[Trace]:
    tags = {key.lower() for tagged in (source, *source.streams) for key in tagged.metadata} - _KEPT_TAGS
    found = {Trace.PROPERTIES} if tags else set()
    found |= {Trace.PLACE} if any(word in tag for tag in tags for word in _PLACE_TAGS) else set()
    return frozenset(found | ({Trace.EXTRA_TRACKS} if len(source.streams) > len(wanted) else set()))
