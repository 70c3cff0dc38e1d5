"""Every action page of the desk is one row here: its address, its words, its form and its template."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.base.sentences import _l
from webapp.cases.events import State
from webapp.cases.workflow import Action
from webapp.desk import action_forms as forms
from webapp.desk import answer_form, choice_forms, part_forms, spoken_forms
from webapp.desk.category_form import CategoriseForm
from webapp.desk.classify_form import ClassifyForm
from webapp.desk.merge_form import MergeForm

PLAIN, AGENCY, PART = "desk/act.html", "desk/act_agency.html", "desk/act_part.html"


@dataclass(frozen=True)
class Deed:
    """An action as officers know it.

    `label` is link and heading, `does` says what follows from it, `done` tells it with the ticket when it has happened.
    """

    action: Action
    slug: str
    label: str
    does: str
    button: str
    done: str
    form: type[forms.ActionForm]
    template: str = PLAIN
    does_finally: str = ""
    """What follows from it when the reporter has contested before and can't again; empty where that is the same."""

    def says(self, state: State) -> str:
        """What follows from it in this case."""
        return self.does_finally if self.does_finally and state.text_decider else self.does


_ROWS = (
    Deed(
        Action.ASSIGN, "teruskan", _l("Teruskan ke instansi"),
        _l("Instansi itu mendapat kasusnya, dan kami memberi tahu pelapor."), _l("Teruskan kasus"),
        _l("Kasus %(ticket)s sudah diteruskan ke instansi."), choice_forms.AssignForm, AGENCY,
    ),
    Deed(
        Action.REASSIGN, "alihkan", _l("Alihkan ke instansi lain"),
        _l("Instansi lain mendapat kasusnya, dengan hitungan tindak lanjut yang baru."), _l("Alihkan kasus"),
        _l("Kasus %(ticket)s sudah dialihkan ke instansi lain."), choice_forms.ReassignForm, AGENCY,
    ),
    Deed(
        Action.KEEP_AGENCY, "tetap-di-sini", _l("Tetap di instansi ini"),
        _l("Pelapor mengatakan instansinya salah. Anda menjelaskan mengapa tetap, dan ia membacanya."),
        _l("Putuskan: tetap"), _l("Kasus %(ticket)s diputuskan tetap di instansinya."), forms.ExplainForm,
    ),
    Deed(
        Action.READ, "tandai-dibaca", _l("Tandai pesan sudah dibaca"),
        _l("Pesan pelapor tidak lagi menunggu, dan pelapor melihat siapa yang membacanya."), _l("Sudah saya baca"),
        _l("Pesan pada kasus %(ticket)s sudah ditandai dibaca."), forms.ActionForm,
    ),
    Deed(
        Action.TAKE_UP, "buka-kembali", _l("Buka kembali kasus ini"),
        _l("Kasus berakhir sebelum diketahui tentang kekerasan atau anak. Hitungan hari yang baru berjalan, "
           "dan pelapor membaca penjelasan Anda."),
        _l("Buka kembali kasus"), _l("Kasus %(ticket)s sudah dibuka kembali."), forms.ExplainForm,
    ),
    Deed(
        Action.START, "mulai", _l("Mulai tindak lanjut"),
        _l("Kasus menjadi ditindaklanjuti. Pelapor membaca catatan Anda."), _l("Mulai tindak lanjut"),
        _l("Tindak lanjut kasus %(ticket)s sudah dimulai."), spoken_forms.NoteForm,
    ),
    Deed(
        Action.NOTE, "catat", _l("Catat tindak lanjut"),
        _l("Pelapor membaca catatan Anda. Tenggat tidak berubah."), _l("Simpan catatan"),
        _l("Catatan pada kasus %(ticket)s sudah disimpan."), spoken_forms.NoteForm,
    ),
    Deed(
        Action.ANSWER, "jawab", _l("Kirim jawaban kepada pelapor"),
        _l("Empat isian, semua dibaca pelapor. Anda melihatnya dahulu sebelum dikirim."), _l("Kirim jawaban"),
        _l("Jawaban kasus %(ticket)s sudah dikirim kepada pelapor."), answer_form.AnswerForm, "desk/act_answer.html",
    ),
    Deed(
        Action.ASK_INFO, "minta-keterangan", _l("Minta keterangan"),
        _l("Tenggat dijeda sampai pelapor menjawab, dan pelapor melihat alasannya."), _l("Kirim pertanyaan"),
        _l("Pertanyaan pada kasus %(ticket)s sudah dikirim kepada pelapor."), forms.AskForm,
    ),
    Deed(
        Action.RETURN, "kembalikan", _l("Kembalikan: bukan wewenang kami"),
        _l("Kasus kembali ke koordinator. Anda wajib menyebut instansi yang tepat."), _l("Kembalikan kasus"),
        _l("Kasus %(ticket)s sudah dikembalikan kepada koordinator."), choice_forms.ReturnForm, AGENCY,
    ),
    Deed(
        Action.ARCHIVE, "arsipkan", _l("Arsipkan"),
        _l("Penanganan berhenti dengan alasan yang dibaca pelapor. Ia dapat berkeberatan."), _l("Arsipkan kasus"),
        _l("Kasus %(ticket)s sudah diarsipkan."), forms.ArchiveForm,
    ),
    Deed(
        Action.MERGE, "gabungkan", _l("Gabungkan dengan laporan lain"),
        _l("Laporan lain tentang masalah yang sama memimpin. Pelapor tetap memegang tiketnya."), _l("Gabungkan kasus"),
        _l("Kasus %(ticket)s sudah digabungkan."), MergeForm, "desk/act_merge.html",
    ),
    Deed(
        Action.CONTRIBUTE, "sampaikan-bagian", _l("Sampaikan bagian instansi Anda"),
        _l("Instansi yang memimpin memakainya untuk satu jawaban kepada pelapor."), _l("Sampaikan bagian ini"),
        _l("Bagian Anda pada kasus %(ticket)s sudah disampaikan."), part_forms.ContributeForm, PART,
    ),
    Deed(
        Action.DECLINE_CONTRIBUTION, "tolak-bagian", _l("Tolak permintaan bagian"),
        _l("Instansi yang memimpin membaca alasannya, lalu meneruskan tanpa Anda."), _l("Tolak permintaan"),
        _l("Permintaan bagian pada kasus %(ticket)s sudah ditolak."), part_forms.DeclinePartForm, PART,
    ),
    Deed(
        Action.ASK_CONTRIBUTION, "minta-bagian", _l("Minta bagian dari instansi lain"),
        _l("Instansi itu ikut menangani dengan tenggat sendiri. Yang memimpin dan menjawab tetap satu."),
        _l("Minta bagian"), _l("Instansi lain sudah diminta bagiannya pada kasus %(ticket)s."),
        part_forms.AskPartForm, AGENCY,
    ),
    Deed(
        Action.RECORD_HELP, "catat-bantuan", _l("Catat bantuan untuk pelapor"),
        _l("Pelapor diberi tahu keadaannya. Umum tidak melihat apa pun tentang ini."), _l("Catat bantuan"),
        _l("Bantuan pada kasus %(ticket)s sudah dicatat."), part_forms.HelpForm,
    ),
    Deed(
        Action.INTERPRET, "tulis-video", _l("Tulis isi video bahasa isyarat"),
        _l("Juru bahasa isyarat menulisnya dalam bahasa Indonesia. Pelapor membaca dan boleh membetulkannya."),
        _l("Simpan teks ini"), _l("Isi video kasus %(ticket)s sudah ditulis."), part_forms.InterpretForm,
    ),
    Deed(
        Action.CONFIRM_FOR, "catat-konfirmasi", _l("Catat konfirmasi pelapor"),
        _l("Pelapor mengatakan langsung kepada Anda bahwa ini beres atau jelas. Dicatat sebagai lewat petugas."),
        _l("Catat dan tutup kasus"), _l("Kasus %(ticket)s sudah ditutup lewat petugas."), forms.ExplainForm,
    ),
    Deed(
        Action.CLOSE, "tutup", _l("Tutup kasus"),
        _l("Kasus ditutup oleh admin, dengan penjelasan. Pelapor dapat membukanya kembali."), _l("Tutup kasus ini"),
        _l("Kasus %(ticket)s sudah ditutup."), forms.ExplainForm,
    ),
    Deed(
        Action.CLASSIFY, "golongkan", _l("Ubah golongan"),
        _l("Beberapa pertanyaan menentukannya. Tenggat jawaban dihitung ulang, dan pelapor melihat alasannya."),
        _l("Simpan golongan"), _l("Golongan kasus %(ticket)s sudah diubah."), ClassifyForm, "desk/act_classify.html",
    ),
    Deed(
        Action.CATEGORISE, "kategorikan", _l("Tetapkan kategori"),
        _l("Kategori kekerasan atau anak menjadikan kasus rahasia dan mendesak. Kategori lain mengakhirinya: "
           "pelapor lalu dapat mencabut kerahasiaannya."),
        _l("Tetapkan kategori ini"), _l("Kategori kasus %(ticket)s sudah ditetapkan."),
        CategoriseForm, AGENCY,
    ),
    Deed(
        Action.MAKE_CONFIDENTIAL, "rahasiakan", _l("Jadikan rahasia"),
        _l("Teks yang terbit ditarik. PIN yang hilang tidak dapat diganti. Hanya pelapor dapat mencabutnya."),
        _l("Jadikan kasus ini rahasia"), _l("Kasus %(ticket)s sekarang rahasia."), forms.ExplainForm,
    ),
    Deed(
        Action.PROPOSE_TEXT, "usulkan-teks", _l("Usulkan teks untuk umum"),
        _l("Pelapor melihat teks itu dahulu. Teks terbit hanya bila ia setuju."), _l("Usulkan kepada pelapor"),
        _l("Teks untuk umum pada kasus %(ticket)s sudah diusulkan kepada pelapor."), choice_forms.PublishForm,
        "desk/act_publish.html",
    ),
    Deed(
        Action.DECLINE_TEXT, "tidak-terbitkan", _l("Jangan terbitkan isinya"),
        _l("Umum membaca alasannya saja. Pelapor dapat berkeberatan satu kali kepada tingkat di atas Anda."),
        _l("Putuskan tidak terbit"), _l("Isi kasus %(ticket)s diputuskan tidak terbit."), forms.DeclineForm,
        does_finally=_l("Umum membaca alasannya saja. Pelapor sudah berkeberatan, maka keputusan Anda tetap."),
    ),
)  # fmt: skip

DEEDS: dict[Action, Deed] = {deed.action: deed for deed in _ROWS}
"""In the order in which the case page offers them."""
BY_SLUG: dict[str, Deed] = {deed.slug: deed for deed in _ROWS}
