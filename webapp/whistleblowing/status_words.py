"""What a status of an inspectorate's work is called, and what it means for the reporter."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.base.sentences import _l
from webapp.whistleblowing.statuses import Status

STATUS_NAMES: Mapping[Status, str] = {
    Status.RECEIVED: _l("diterima"),
    Status.VERIFYING: _l("verifikasi"),
    Status.REVIEWING: _l("telaah"),
    Status.INVESTIGATING: _l("audit investigatif"),
    Status.RECOMMENDED: _l("rekomendasi"),
    Status.SANCTIONED: _l("sanksi"),
    Status.FINISHED: _l("selesai"),
    Status.UNSUBSTANTIATED: _l("tidak berkadar pengawasan"),
    Status.ILLOGICAL: _l("tidak dapat dinalar"),
    Status.OUTSIDE_REMIT: _l("bukan kewenangan"),
}

STATUS_MEANINGS: Mapping[Status, str] = {
    Status.RECEIVED: _l("Tulisan Anda sudah sampai. Pemeriksa belum mulai membaca. Berikutnya: verifikasi."),
    Status.VERIFYING: _l("Pemeriksa membaca tulisan Anda dan dapat bertanya di sini. Berikutnya: telaah."),
    Status.REVIEWING: _l(
        "Pemeriksa menilai apakah ada cukup petunjuk. Berikutnya: audit, atau berhenti dengan alasan."
    ),
    Status.INVESTIGATING: _l("Pemeriksa mengumpulkan bukti. Berikutnya: rekomendasi, atau berhenti dengan alasan."),
    Status.RECOMMENDED: _l("Pemeriksa sudah menulis rekomendasi. Berikutnya: sanksi, atau selesai."),
    Status.SANCTIONED: _l("Sanksi sudah diputuskan. Berikutnya: selesai."),
    Status.FINISHED: _l("Pemeriksaan sudah selesai. Tulisan baru dari Anda masih dibaca."),
    Status.UNSUBSTANTIATED: _l("Pemeriksa tidak menemukan cukup petunjuk. Anda dapat menambah bukti di sini."),
    Status.ILLOGICAL: _l("Pemeriksa tidak dapat mengikuti ceritanya. Anda dapat menjelaskan lagi di sini."),
    Status.OUTSIDE_REMIT: _l("Pemeriksa di sini tidak berwenang atas hal ini."),
}
"""Whole sentences; the day by which it comes stands beside them."""
