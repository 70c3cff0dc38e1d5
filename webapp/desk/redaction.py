"""What officers are told about masks: what is known of the reporter, and why a place in a text is suggested."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from webapp.base.sentences import _l
from webapp.cases.masks import FIRM, Kind, Known, masked, suggestions
from webapp.cases.publishing import DISTRICT
from webapp.desk.queries import CaseFile

WHY: Mapping[Kind, str] = {
    Kind.EMAIL: _l("alamat surel"),
    Kind.HANDLE: _l("nama akun di media sosial"),
    Kind.NIK: _l("nomor induk kependudukan atau kartu keluarga"),
    Kind.ACCOUNT: _l("nomor rekening"),
    Kind.TELEPHONE: _l("nomor telepon"),
    Kind.PLATE: _l("pelat nomor kendaraan"),
    Kind.ADDRESS: _l("alamat sampai nomor rumah atau RT"),
    Kind.REPORTER: _l("nama atau kontak pelapor sendiri"),
    Kind.NAME: _l("nama orang"),
    Kind.PLACE: _l("desa atau kelurahan; laporan anonim disebut per kecamatan"),
    Kind.TIME: _l("hari atau jam; laporan anonim disebut per pekan"),
}


def known_of(file: CaseFile) -> Known:
    """By what the reporter of a case is found; of an anonymous one nothing but the village is known."""
    code, reporter = file.state.area_code or "", file.to_mask
    village = file.area.split(", ")[0].split(" ", 1)[-1] if file.area and len(code) > DISTRICT else ""
    return Known(
        names=tuple(filter(None, (reporter.name, reporter.helper_name, reporter.email))) if reporter else (),
        phone=reporter.phone if reporter else "",
        anonymous=file.state.anonymous,
        places=(village,) if village else (),
    )


def listed(text: str, known: Known) -> list[tuple[str, str]]:
    """(what stands there, why it is suggested), each once, in the order of the text."""
    return list(dict.fromkeys((one.found, str(WHY[one.kind])) for one in suggestions(text, known)))


def optional(text: str, known: Known) -> list[str]:
    """What an officer may let stand: all but what points to the reporter."""
    return list(dict.fromkeys(one.found for one in suggestions(text, known) if one.kind not in FIRM))


def known_for(kind: str, known: Known) -> Known:
    """The day of a promise tells nothing of an anonymous reporter."""
    return replace(known, dated=True) if kind == "by_when" else known


def passed(texts: Mapping[str, str], known: Known, keep: Collection[str] = ()) -> dict[str, str]:
    """An officer's texts by kind as everybody may read them; `keep` is what the officer lets stand."""
    return {kind: masked(text, known_for(kind, known), keep) for kind, text in texts.items()}
