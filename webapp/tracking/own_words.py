"""What the page of a ticket says of the reporter to everybody, as it says it to the reporter: "Anda".

A sentence that is not here is the same for both. The page with the PIN is told with this table (`base.i18n.to_you`).
"""

from __future__ import annotations

from collections.abc import Mapping

from webapp.base.msgids import N_

TO_YOU: Mapping[str, str] = {
    "Pelapor diminta melengkapi keterangan": N_("Anda diminta melengkapi keterangan"),
    "Pelapor melengkapi keterangan": N_("Anda melengkapi keterangan"),
    "Pelapor menambahkan pesan": N_("Anda menambahkan pesan"),
    "Dibuka kembali oleh pelapor": N_("Anda membukanya kembali"),
    "Pelapor berkeberatan atas pengarsipan": N_("Anda berkeberatan atas pengarsipan"),
    "Pelapor mencabut kerahasiaan": N_("Anda mencabut kerahasiaan"),
    "Teks untuk umum diusulkan kepada pelapor": N_("Teks untuk umum diusulkan kepada Anda"),
    "Pelapor menyetujui teks untuk umum": N_("Anda menyetujui teks untuk umum"),
    "Pelapor tidak menyetujui teks untuk umum": N_("Anda tidak menyetujui teks untuk umum"),
    "Pelapor menarik persetujuan atas teks untuk umum": N_("Anda menarik persetujuan atas teks untuk umum"),
    "Pelapor berkeberatan atas keputusan tidak menerbitkan": N_("Anda berkeberatan atas keputusan tidak menerbitkan"),
    "Pelapor menilai penanganan: %(stars)s dari 5": N_("Anda menilai penanganan: %(stars)s dari 5"),
    "Pelapor mengatakan: salah instansi": N_("Anda mengatakan: salah instansi"),
    "Pelapor mengatakan: kategorinya keliru": N_("Anda mengatakan: kategorinya keliru"),
    "Pesan pelapor dibaca oleh %(by)s": N_("Pesan Anda dibaca oleh %(by)s"),
    "Ini jawaban atas keberatan pelapor, dan keputusan ini tetap.": N_(
        "Ini jawaban atas keberatan Anda, dan keputusan ini tetap."
    ),
    "Keberatan pelapor atas kategorinya diterima.": N_("Keberatan Anda atas kategorinya diterima."),
    "Kabar tentang bantuan yang diminta pelapor": N_("Kabar tentang bantuan yang Anda minta"),
    "Pelapor belum menerima bantuan yang ia minta": N_("Anda belum menerima bantuan yang Anda minta"),
    "Pelapor punya waktu %(reply_days)s hari kerja untuk menanggapinya.": N_(
        "Anda punya waktu %(reply_days)s hari kerja untuk menanggapinya."
    ),
    "Dicatat oleh %(by)s. Tidak dihitung sebagai pernyataan langsung dari pelapor.": N_(
        "Dicatat oleh %(by)s. Tidak dihitung sebagai pernyataan langsung dari Anda."
    ),
    "Oleh %(by)s, dengan penjelasan kepada pelapor.": N_("Oleh %(by)s, dengan penjelasan kepada Anda."),
    "Pelapor tidak menanggapi dalam waktunya. Tidak dihitung sebagai beres.": N_(
        "Anda tidak menanggapi dalam waktunya. Tidak dihitung sebagai beres."
    ),
    "Teks itu terbit hanya bila pelapor setuju.": N_("Teks itu terbit hanya bila Anda setuju."),
    "Pelapor belum menanggapi jawaban.": N_("Anda belum menanggapi jawaban."),
    "Keterangan dari pelapor belum datang.": N_("Keterangan dari Anda belum datang."),
    "Pengingat untuk pelapor": N_("Pengingat untuk Anda"),
    "Ini keputusan kedua sesudah pelapor berkeberatan, dan keputusan ini tetap.": N_(
        "Ini keputusan kedua sesudah Anda berkeberatan, dan keputusan ini tetap."
    ),
    "Keberatan pelapor diterima. Teks itu terbit hanya bila pelapor setuju.": N_(
        "Keberatan Anda diterima. Teks itu terbit hanya bila Anda setuju."
    ),
    "Menurut pelapor, yang berwenang adalah %(suggested)s.": N_("Menurut Anda, yang berwenang adalah %(suggested)s."),
    "Pelapor benar: sebelumnya salah instansi.": N_("Anda benar: sebelumnya salah instansi."),
    "Atas permintaan pelapor. Umum hanya melihat keadaan dan tenggatnya.": N_(
        "Atas permintaan Anda. Umum hanya melihat keadaan dan tenggatnya."
    ),
    "Kategorinya bukan lagi kekerasan atau anak. Sejak itu pelapor dapat mencabut kerahasiaannya.": N_(
        "Kategorinya bukan lagi kekerasan atau anak. Sejak itu Anda dapat mencabut kerahasiaannya."
    ),
    "Pertanyaan untuk pelapor": N_("Pertanyaan untuk Anda"),
    "Tulisan pelapor": N_("Tulisan Anda"),
    "Apa yang dapat dilakukan pelapor?": N_("Apa yang dapat Anda lakukan?"),
    "Kami meminta keterangan dari pelapor. Hitungan hari dijeda sampai keterangan itu datang.": N_(
        "Kami meminta keterangan dari Anda. Hitungan hari dijeda sampai keterangan itu datang."
    ),
    "Pelapor tidak menanggapi jawaban dalam %(days)s hari kerja. Tidak dihitung sebagai beres.": N_(
        "Anda tidak menanggapi jawaban dalam %(days)s hari kerja. Tidak dihitung sebagai beres."
    ),
    "Petugas menutupnya dengan penjelasan kepada pelapor. Pelapor dapat membukanya kembali.": N_(
        "Petugas menutupnya dengan penjelasan kepada Anda. Anda dapat membukanya kembali."
    ),
    "Keterangan yang kami minta tidak datang pada waktunya. Pelapor dapat melanjutkan.": N_(
        "Keterangan yang kami minta tidak datang pada waktunya. Anda dapat melanjutkan."
    ),
    (
        "Perkembangannya kami catat di laporan yang memimpin. Tiket dan PIN ini tetap berlaku. Bila masalahnya "
        "berbeda, pelapor dapat meminta laporan ini diperiksa sendiri."
    ): N_(
        "Perkembangannya kami catat di laporan yang memimpin. Tiket dan PIN ini tetap berlaku. Bila masalah Anda "
        "berbeda, Anda dapat meminta laporan ini diperiksa sendiri."
    ),
    "Pelapor meminta laporan ini dihentikan. Pelapor dapat melanjutkannya kembali.": N_(
        "Anda meminta laporan ini dihentikan. Anda dapat melanjutkannya kembali."
    ),
    "Menurut koordinator, ini bukan layanan publik. Pelapor dapat keberatan.": N_(
        "Menurut koordinator, ini bukan layanan publik. Anda dapat keberatan."
    ),
    "Hal ini sedang diperiksa pengadilan. Pelapor dapat keberatan.": N_(
        "Hal ini sedang diperiksa pengadilan. Anda dapat keberatan."
    ),
    "Lembaga lain sedang menangani hal yang sama. Pelapor dapat keberatan.": N_(
        "Lembaga lain sedang menangani hal yang sama. Anda dapat keberatan."
    ),
    "Hal yang sama sudah pernah dijawab. Pelapor dapat keberatan.": N_(
        "Hal yang sama sudah pernah dijawab. Anda dapat keberatan."
    ),
    "Koordinator tidak menemukan laporan di dalamnya. Pelapor dapat keberatan.": N_(
        "Koordinator tidak menemukan laporan di dalamnya. Anda dapat keberatan."
    ),
    "Alasannya sudah disampaikan kepada pelapor. Pelapor dapat keberatan.": N_(
        "Alasannya sudah disampaikan kepada Anda. Anda dapat keberatan."
    ),
    "Jawaban untuk pelapor": N_("Jawaban untuk Anda"),
    "Tanggapan pelapor atas jawaban": N_("Tanggapan Anda atas jawaban"),
    "Keterangan dari pelapor": N_("Keterangan dari Anda"),
    "Bila pelapor diam, sistem menutupnya. Itu tidak dihitung sebagai beres.": N_(
        "Bila Anda diam, sistem menutupnya. Itu tidak dihitung sebagai beres."
    ),
    "Bila tidak datang, sistem mengarsipkan laporan. Pelapor dapat melanjutkannya kapan saja.": N_(
        "Bila tidak datang, sistem mengarsipkan laporan. Anda dapat melanjutkannya kapan saja."
    ),
    "Hitungan pemeriksaan dijeda, karena kami menunggu pelapor.": N_(
        "Hitungan pemeriksaan dijeda, karena kami menunggu Anda."
    ),
    "Hitungan tindak lanjut pertama dijeda, karena kami menunggu pelapor.": N_(
        "Hitungan tindak lanjut pertama dijeda, karena kami menunggu Anda."
    ),
    "Hitungan jawaban dijeda, karena kami menunggu pelapor.": N_("Hitungan jawaban dijeda, karena kami menunggu Anda."),
    "Hitungan bagian dari %(agency)s dijeda, karena kami menunggu pelapor.": N_(
        "Hitungan bagian dari %(agency)s dijeda, karena kami menunggu Anda."
    ),
    "Hitungan keputusan terbit dijeda, karena kami menunggu pelapor.": N_(
        "Hitungan keputusan terbit dijeda, karena kami menunggu Anda."
    ),
    "%(agency)s sudah menjawab. Pelapor dapat menyatakannya beres atau belum.": N_(
        "%(agency)s sudah menjawab. Anda dapat menyatakannya beres atau belum."
    ),
    "Pelapor menyatakan laporan ini beres.": N_("Anda menyatakan laporan ini beres."),
    "Pelapor menyatakannya beres kepada petugas. Pelapor sendiri belum menekan tombolnya.": N_(
        "Menurut petugas, Anda menyatakannya beres. Anda sendiri belum menekan tombolnya."
    ),
    "Pelapor menyatakan laporan ini beres": N_("Anda menyatakan laporan ini beres"),
    "Pelapor membalas: belum beres": N_("Anda membalas: belum beres"),
    "Menurut pelapor, masalahnya sudah selesai.": N_("Menurut Anda, masalahnya sudah selesai."),
    "Menurut pelapor, masalahnya belum selesai.": N_("Menurut Anda, masalahnya belum selesai."),
    "%(agency)s sudah menjawab. Pelapor dapat mengatakan apakah jawabannya jelas.": N_(
        "%(agency)s sudah menjawab. Anda dapat mengatakan apakah jawabannya jelas."
    ),
    "Pelapor menyatakan jawabannya jelas.": N_("Anda menyatakan jawabannya jelas."),
    "Pelapor mengatakan kepada petugas bahwa jawabannya jelas. Ia sendiri belum menekan tombolnya.": N_(
        "Menurut petugas, Anda mengatakan bahwa jawabannya jelas. Anda sendiri belum menekan tombolnya."
    ),
    "Pelapor menyatakan jawabannya jelas": N_("Anda menyatakan jawabannya jelas"),
    "Pelapor membalas: belum jelas": N_("Anda membalas: belum jelas"),
    "Menurut pelapor, jawabannya jelas.": N_("Menurut Anda, jawabannya jelas."),
    "Menurut pelapor, jawabannya belum jelas.": N_("Menurut Anda, jawabannya belum jelas."),
    "%(agency)s sudah menjawab. Pelapor dapat mengatakan apakah informasinya sudah diterima.": N_(
        "%(agency)s sudah menjawab. Anda dapat mengatakan apakah informasinya sudah Anda terima."
    ),
    "Pelapor menyatakan informasinya sudah diterima.": N_("Anda menyatakan informasinya sudah diterima."),
    "Pelapor mengatakan kepada petugas bahwa informasinya diterima. Ia belum menekan tombolnya.": N_(
        "Menurut petugas, Anda mengatakan bahwa informasinya diterima. Anda sendiri belum menekan tombolnya."
    ),
    "Pelapor menyatakan informasinya sudah diterima": N_("Anda menyatakan informasinya sudah diterima"),
    "Pelapor membalas: informasinya belum lengkap": N_("Anda membalas: informasinya belum lengkap"),
    "Menurut pelapor, informasinya sudah diterima.": N_("Menurut Anda, informasinya sudah diterima."),
    "Menurut pelapor, informasinya belum diterima.": N_("Menurut Anda, informasinya belum diterima."),
    "Pelapor berkeberatan; %(agency)s memutuskan sekali lagi.": N_(
        "Anda berkeberatan; %(agency)s memutuskan sekali lagi."
    ),
    "Pelapor mengatakan begitu. Koordinator belum memutuskan.": N_(
        "Anda mengatakan begitu. Koordinator belum memutuskan."
    ),
    "Isinya hanya dibaca pelapor dan petugas yang menanganinya.": N_(
        "Isinya hanya dibaca Anda dan petugas yang menanganinya."
    ),
    "Menunggu tanggapan pelapor": N_("Menunggu tanggapan Anda"),
    "Ditutup oleh pelapor": N_("Ditutup oleh Anda"),
    "Seperti yang ditulis pelapor": N_("Seperti yang Anda tulis"),
    "pelapor belum dapat dihubungi": N_("Anda belum dapat kami hubungi"),
    "pelapor setuju dibantu dengan cara lain": N_("Anda setuju dibantu dengan cara lain"),
    "pelapor mengatakan tidak memerlukannya lagi": N_("Anda mengatakan tidak memerlukannya lagi"),
    "Menunggu keterangan pelapor: %(days)s": N_("Menunggu keterangan Anda: %(days)s"),
    "Menunggu tanggapan pelapor: %(days)s": N_("Menunggu tanggapan Anda: %(days)s"),
    "Tanggapan pelapor paling lambat %(date)s": N_("Tanggapan Anda paling lambat %(date)s"),
    "Kelengkapan dari pelapor paling lambat %(date)s": N_("Kelengkapan dari Anda paling lambat %(date)s"),
    "Aturan: keputusan koordinator bila pelapor mengatakan salah instansi.": N_(
        "Aturan: keputusan koordinator bila Anda mengatakan salah instansi."
    ),
    "Aturan: tanggapan pelapor atas jawaban.": N_("Aturan: tanggapan Anda atas jawaban."),
    "Aturan: kelengkapan dari pelapor.": N_("Aturan: kelengkapan dari Anda."),
    "Kami menunggu keterangan dari pelapor. Hari-hari ini tidak dihitung.": N_(
        "Kami menunggu keterangan dari Anda. Hari-hari ini tidak dihitung."
    ),
    "Kami menunggu tanggapan pelapor atas jawaban. Hari-hari ini tidak dihitung.": N_(
        "Kami menunggu tanggapan Anda atas jawaban. Hari-hari ini tidak dihitung."
    ),
    "Hitungan mulai sehari sesudah pelapor mengatakan salah instansi, %(date)s.": N_(
        "Hitungan mulai sehari sesudah Anda mengatakan salah instansi, %(date)s."
    ),
    "Hitungan mulai sehari sesudah keberatan pelapor, %(date)s.": N_(
        "Hitungan mulai sehari sesudah keberatan Anda, %(date)s."
    ),
}
"""Sentence on the reporter → the same to the reporter."""
