"""Suggestions from words: few, in order, with the words that led to them."""

from __future__ import annotations

from webapp.agencies.folding import fold
from webapp.agencies.words import curated_hints, hints
from webapp.routing.learned import Learned, Lexicon, Ranked, counted, rank
from webapp.routing.tokens import features

LEXICON = Lexicon.of(curated_hints())


def _ranked(text: str, lexicon: Lexicon = LEXICON) -> list[Ranked]:
    return rank(features(fold(text)), lexicon, Learned())


def _first(text: str) -> str:
    return _ranked(text)[0].label


def test_everyday_words_point_to_the_category() -> None:
    assert _first("Lampu jalan mati 6 tiang, gelap banget") == "perhubungan.lampu-jalan"
    assert _first("KTP belum jadi, blangko habis terus") == "kependudukan.ktp"
    assert _first("Selokan mampet, hujan sedikit calap") == "pekerjaan-umum.drainase"
    assert _first("pupuk subsidi tidak ada di kios, nama ada di RDKK") == "pertanian.pupuk"


def test_endings_and_short_and_local_spellings_are_understood() -> None:
    assert _first("drainasenya penuh lumpur") == "pekerjaan-umum.drainase"
    assert _first("jln rusak parah") == "pekerjaan-umum.jalan-rusak"
    assert _first("lmpu jln pajah lawas sudah") == "perhubungan.lampu-jalan"
    assert _first("Banyu PDAM rigat banar") == "pekerjaan-umum.air-minum"


def test_the_obvious_word_does_not_mislead() -> None:
    assert _first("Lampu merah di simpang empat mati") == "perhubungan.lampu-lalu-lintas"
    assert _first("Hujan sebentar, air di jalan setinggi lutut") == "pekerjaan-umum.drainase"
    assert _first("Mati lampu dari PLN tiap malam") == "energi.listrik-padam"


def test_part_of_a_word_is_no_word() -> None:
    assert _ranked("kakaktuaku", Lexicon.of({"kartu": hints("kk ktp")})) == []
    assert _ranked("") == []


def test_a_phrase_counts_more_than_a_word_that_many_use() -> None:
    lexicon = Lexicon.of({"satu": hints("jalan"), "dua": hints("jalan jalan-rusak"), "tiga": hints("jalan")})
    found = _ranked("jalan rusak", lexicon)
    assert [one.label for one in found] == ["dua", "satu", "tiga"]
    assert found[0].words == ("jalan rusak", "jalan")


def test_a_listed_word_weighs_more_than_another_of_its_stem() -> None:
    lexicon = Lexicon.of({"lampu": hints("penerangan")})
    [listed], [stem] = _ranked("penerangan", lexicon), _ranked("diterangkan", lexicon)
    assert listed.score > stem.score > 0


def test_a_guess_that_accuses_needs_a_listed_word_and_not_its_stem_or_what_was_learned() -> None:
    lists = {"korupsi": hints("penggelapan-dana digelapkan"), "lampu": hints("lampu")}
    text = "jalan gelap dua tiang"
    assert [one.label for one in _ranked(text, Lexicon.of(lists))] == ["korupsi"]
    assert _ranked(text, Lexicon.of(lists, {"korupsi"})) == []
    assert _ranked("dana digelapkan", Lexicon.of(lists, {"korupsi"}))[0].words == ("digelapkan",)
    taught = [(features("bekas tiang"), "korupsi")] * 5 + [(features("parit"), "lampu")] * 20
    found = rank(features("bekas tiang"), Lexicon.of(lists, {"korupsi"}), counted(taught))
    assert [one.words for one in found] == [()]


def test_numbers_and_words_that_everything_has_are_no_reason() -> None:
    usual = [(features("tanah bekas 20 meter"), "no")] * 17 + [(features("tanah pungutan"), "yes")] * 3
    no = rank(features("tanah bekas 20 meter"), Lexicon({}), counted(usual))[0]
    assert (no.label, no.words) == ("no", ())
    yes = rank(features("pungutan tanah 20"), Lexicon({}), counted(usual))
    assert next(one for one in yes if one.label == "yes").words == ("pungutan",)
