"""Evidence of some demo reports: small true files, made here and cleaned like those of people."""

from __future__ import annotations

import tempfile
import wave
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

from sqlalchemy.orm import Session

from webapp.attachments.kept import NewFile
from webapp.attachments.models import Blob
from webapp.attachments.shelf import kept_of
from webapp.base.copies import clean_copy
from webapp.base.crypto import KeyRing
from webapp.base.files.kinds import is_video
from webapp.base.store import Store
from webapp.base.uploads import Upload


def planks() -> bytes:
    """A photo of broken planks, with the place where it was taken."""
    from PIL import Image, ImageDraw

    image, out = Image.new("RGB", (640, 480), (120, 150, 160)), BytesIO()
    draw = ImageDraw.Draw(image)
    for number in range(7):
        draw.rectangle((40 + 80 * number, 60, 100 + 80 * number, 300 if number == 3 else 440), fill=(110, 80, 50))
    exif = image.getexif()
    exif[0x010F], exif[0x0110] = "Contoh", "Ponsel Contoh"
    exif.get_ifd(0x8825).update({1: "S", 2: (0.0, 30.0, 7.5), 3: "E", 4: (117.0, 9.0, 13.0)})
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def letter() -> bytes:
    """A page with one line."""
    import pikepdf

    document, out = pikepdf.Pdf.new(), BytesIO()
    page = document.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = document.make_stream(b"BT /F1 14 Tf 70 760 Td (Berita acara rapat, contoh) Tj ET")
    document.docinfo["/Author"] = "Penulis Contoh"
    document.save(out)
    return out.getvalue()


def voice() -> bytes:
    """A second of silence."""
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16_000))
    return out.getvalue()


def signing() -> bytes:
    """A second of a film in which something moves, in place of hands."""
    import av
    from PIL import Image

    with tempfile.NamedTemporaryFile(suffix=".mp4") as file:
        with av.open(file.name, "w", format="mp4") as out:
            stream = out.add_stream("libx264", rate=5)
            stream.width, stream.height, stream.pix_fmt = 176, 144, "yuv420p"
            for number in range(5):
                picture = Image.new("RGB", (176, 144), (120 + 20 * number, 130, 140))
                frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]
                out.mux(stream.encode(frame))
            out.mux(stream.encode())
        return Path(file.name).read_bytes()


FILES: Mapping[str, tuple[tuple[str, Callable[[], bytes]], ...]] = {
    "titian-alalak": (("titian patah.jpg", planks),),
    "dermaga-bontang-kuala": (("titian lapuk.jpg", planks), ("cerita warga.wav", voice)),
    "dana-desa-giri-mukti": (("berita acara.pdf", letter),),
    **dict.fromkeys(("isyarat-halte-balikpapan", "isyarat-loket-samarinda"), (("cerita saya.mp4", signing),)),
}
"""By the key of the report."""


def files_of(session: Session, store: Store, ring: KeyRing, report: str, now: datetime) -> tuple[NewFile, ...]:
    """The files of a demo report, stored; in the transaction of the whole demo."""
    made = FILES.get(report, ())
    files = (_stored(session, store, ring, name, make(), now) for name, make in made)
    return tuple(replace(file, signs=is_video(file.kind)) for file in files)


def _stored(session: Session, store: Store, ring: KeyRing, name: str, data: bytes, now: datetime) -> NewFile:
    upload = Upload(Path(tempfile.gettempdir()), reserve=0)
    upload.write(data)
    upload.seek(0)
    with clean_copy(upload, name, "demo", lambda _seconds: None) as copy:
        kept = kept_of(copy)
        store.stage(kept.id, copy.sealed(bytes.fromhex(kept.key), kept.id))
    upload.close()
    session.add(Blob(id=kept.id, created_at=now))
    session.flush()
    store.promote(kept.id)
    return kept.for_case(ring)
