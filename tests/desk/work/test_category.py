"""A category of harm that an officer gave: mended in every status, contested by the reporter, decided a level above."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.desk.work.office import Office, url
from tests.tracking.conftest import own_page
from webapp.agencies.queries import path_ids
from webapp.base.ids import slug
from webapp.cases.deadlines import Clock
from webapp.cases.letters import renderers
from webapp.cases.models import CaseEvent, Deadline, PublishedText
from webapp.cases.moves import REPORTER, MoveRefused
from webapp.cases.queries import state_of
from webapp.cases.receiving import Received
from webapp.cases.service import transition
from webapp.cases.timer_job import ring_all
from webapp.cases.verifying import replay, unfaithful
from webapp.cases.workflow import Action, Status
from webapp.config import Config
from webapp.notices.models import Outbox
from webapp.officers.roles import Permission, Role

HARM, PARKING = "gender-inklusi.kdrt", "perhubungan.parkir-liar"
SAID = "Tidak ada yang dipukul. Ini soal mobil yang parkir."
WHY = "Menurut isinya ini memang tentang parkir mobil."
WAITING = "/petugas/?status=right_category"
BUTTON, SEND = "Kategorinya keliru", "Tetapkan kategori ini"
HARMFUL = ("kekerasan", "anak", "kdrt", "mendesak", "kategori")


@pytest.fixture
def config(config: Config, database_url: str) -> Config:
    """Every story on both kinds of database."""
    return replace(config, database_url=database_url)


@pytest.fixture
def dodi(office: Office) -> AuditingClient:
    """The coordinator of the province, above the city that gave the category."""
    office.hire("dodi", "Dodi Hartono", (Role.COORDINATOR, "kaltim"))
    return office.come_in("dodi")


def visit(office: Office, case: Received) -> Page:
    """The page of the case as its reporter opens it."""
    visitor = office.app.test_client()
    assert isinstance(visitor, AuditingClient)
    return own_page(visitor, case)


def buried(office: Office, status: Status = Status.ASSIGNED, **changes: Any) -> Received:
    """A case that has got to `status`, was published, and was then hidden by the category of an officer of the city."""
    case = office.case(status, **changes)
    office.act(case, Action.PROPOSE_TEXT, public_title="Mobil", public_body="Mobil diparkir di depan kantor.")
    office.act(case, Action.APPROVE_TEXT)
    office.act(case, Action.CATEGORISE, category=HARM)
    return case


def clocks(office: Office, case: Received) -> list[str | None]:
    """How each clock of the contest ended."""
    ended = select(Deadline.outcome).where(Deadline.case_id == case.case_id, Deadline.kind == Clock.RIGHT_CATEGORY)
    with office.db.read() as session:
        return list(session.scalars(ended))


def letters(office: Office, case: Received, config: Config) -> dict[tuple[str, str], str]:
    """The letters that were promised on the case, by template and reader, as their mailbox gets them."""
    with office.db.read() as session:
        rows = session.scalars(
            select(Outbox).join(CaseEvent, CaseEvent.id == Outbox.event_id).where(CaseEvent.case_id == case.case_id)
        ).all()
        made = renderers(config.site)
        told: dict[tuple[str, str], str] = {}
        for row in rows:
            letter = made[row.template](session, row.recipient_ref, row.params, "id")
            same = row.template, row.recipient_ref
            told[same] = told.get(same, "") + (f"{letter.subject}\n{letter.text}" if letter else "")
        return told


def test_what_another_branch_called_harm_is_decided_above_who_has_it_now(office: Office, dodi: AuditingClient) -> None:
    """An agency that lost the case may not see it any more, nor may those above it."""
    case, there = office.case(Status.ASSIGNED), "Ternyata ini tugas kota, bukan kabupaten."
    with office.db.write() as session:
        kotabaru, pupr = (world.agency_id(session, code) for code in ("kotabaru", "samarinda-pupr"))
        for who, action, facts in (
            ("samarinda", Action.REASSIGN, {"agency": kotabaru, "explanation": there}),
            ("kotabaru", Action.CATEGORISE, {"category": HARM, "explanation": WHY}),
            ("samarinda", Action.REASSIGN, {"agency": pupr, "explanation": there}),
        ):
            by = world.coordinator(session, who)
            by = replace(by, verifies_for=frozenset({by.agency_id or 0}))
            transition(session, case.case_id, action, by, now=office.clock(), facts=facts)
    visit(office, case).submit(BUTTON, kategori=SAID)
    assert dodi.get_page(WAITING).select("tbody th a") == [f"{world.REPORT.title} (rahasia)"]
    with office.db.read() as session:
        kaltim = world.agency_id(session, "kaltim")
    assert path_ids(office.read(case).category_decider or "")[-1] == kaltim


@pytest.mark.parametrize("action", [Action.REASSIGN, Action.RETURN])
@pytest.mark.parametrize("contest", [Action.CONTEST_CATEGORY, Action.CONTEST_TEXT])
def test_a_contest_goes_on_above_who_gets_the_case_while_it_waits(
    office: Office, dodi: AuditingClient, action: Action, contest: Action, config: Config
) -> None:
    """Whoever decided can see it no more, once it went back from another branch."""
    case, there = office.case(Status.ASSIGNED), "Ternyata ini tugas kota, bukan kabupaten."
    on_text = contest is Action.CONTEST_TEXT
    with office.db.write() as session:
        kotabaru, pupr = (world.agency_id(session, code) for code in ("kotabaru", "samarinda-pupr"))
        about = {"reason": "abusive"} if on_text else {"category": HARM}
        refused = (Action.DECLINE_TEXT if on_text else Action.CATEGORISE, {**about, "explanation": WHY})
        passed = {"agency": pupr} if action is Action.REASSIGN else {"suggested_agency": pupr}
        for who, what, facts in (
            ("samarinda", Action.REASSIGN, {"agency": kotabaru, "explanation": there}),
            ("kotabaru", *refused),
            ("", contest, {"message": SAID}),
            ("samarinda" if action is Action.REASSIGN else "kotabaru", action, {**passed, "explanation": there}),
        ):
            by = world.coordinator(session, who) if who else REPORTER
            by = replace(by, permissions=by.permissions | {Permission.RETURN}) if who else by
            transition(session, case.case_id, what, by, now=office.clock(), facts=facts)
    row = office.read(case)
    with office.db.read() as session:
        kaltim = world.agency_id(session, "kaltim")
        assert replay(session, row) == state_of(row)
    assert path_ids((row.text_decider if on_text else row.category_decider) or "")[-1] == kaltim
    told = letters(office, case, config)[f"decider/{contest}", f"agency:{kaltim}"]
    assert "Keputusan sekarang ada pada Anda." in told, "as who decided before was told"
    assert len(dodi.get_page("/petugas/?status=contest").select("tbody tr")) == 1
    assert "Anda yang memutuskan" in dodi.get_page(url(case)).text
    assert "Pemerintah Provinsi Kalimantan Timur yang memutuskan." in office.come_in("rina").get_page(url(case)).text
    office.clock.pass_by(days=7)
    ring_all(office.db, office.clock)
    with office.db.read() as session:
        reminded = session.scalars(select(Outbox.recipient_ref).where(Outbox.template == "decider/remind"))
        assert set(reminded) == {f"agency:{kaltim}"}


@pytest.mark.parametrize("status", list(Status))
def test_in_every_status_it_is_contested_and_the_level_above_may_end_it(
    office: Office, dodi: AuditingClient, config: Config, status: Status
) -> None:
    case = buried(office, status)
    with office.db.read() as session:
        assert session.get(PublishedText, case.case_id) is None
    page = visit(office, case).submit(BUTTON, kategori=SAID)
    warned = letters(office, case, config)["reporter/contest_category", f"reporter:{case.case_id}"]
    assert "Pemegang PIN menyampaikan keberatan" in warned and not [word for word in HARMFUL if word in warned.lower()]
    assert page.text.startswith("Keberatan Anda atas kategorinya sudah kami terima.") and BUTTON not in page.buttons
    assert "Keputusan tentang kategorinya paling lambat Senin, 14 Desember 2026" in page.text
    queue = dodi.get_page(WAITING)
    assert queue.select("tbody th a") == [f"{world.REPORT.title} (rahasia)"]
    assert "3 hari kerja lagi Senin, 14 Desember 2026" in queue.text
    page = dodi.get_page(url(case))
    assert SAID in page.text and "Anda yang memutuskan: ganti kategorinya" in page.text
    page = page.follow("Tetapkan kategori")
    assert SAID in page.text, "the words of the reporter stand before who decides"
    page = page.submit("Cari kategori", cari_kategori="parkir liar")
    page.fill("kategori", "Ganti dengan: Parkir liar dan parkir di trotoar").submit(SEND, explanation=WHY)
    row = office.read(case)
    assert (row.status, row.sensitive, row.confidential, row.category_state) == (status, False, True, None)
    assert clocks(office, case) == ["met"] and "Tidak ada pelapor yang menunggu" in dodi.get_page(WAITING).text
    own = visit(office, case)
    assert "Keberatan Anda atas kategorinya diterima." in own.text and WHY in own.text
    own.submit("Cabut kerahasiaan laporan ini")
    with office.db.read() as session:
        assert session.get_one(PublishedText, case.case_id).title == "Mobil", "open again as it was"
        assert replay(session, office.read(case)) == state_of(office.read(case))
        assert list(unfaithful(session)) == []


def test_below_nobody_decides_any_more_not_even_in_passing(office: Office, dodi: AuditingClient) -> None:
    case, rina = buried(office), office.come_in("rina")
    office.act(case, Action.CONTEST_CATEGORY, message=SAID)
    page = rina.get_page(url(case))
    assert SAID in page.text and "Tetapkan kategori" not in page.links
    assert "yang memutuskan." in page.text and "Tidak ada pelapor yang menunggu" in rina.get_page(WAITING).text
    page = rina.page(rina.get(url(case, "kategorikan")))
    assert (page.status, "Pelapor pernah berkeberatan, maka keputusan tentang hal ini ada pada" in page.text) == (
        404,
        True,
    )
    assert rina.get_page(url(case, "alihkan")).field("kategori").options == ["Kekerasan dalam rumah tangga"]
    with pytest.raises(MoveRefused):
        office.act(case, Action.REASSIGN, category=PARKING)
    with pytest.raises(MoveRefused):
        office.act(case, Action.CATEGORISE, category=PARKING)


def test_kept_it_stands_and_is_contested_no_more(office: Office, dodi: AuditingClient, config: Config) -> None:
    case = buried(office, Status.CLOSED)
    visit(office, case).submit(BUTTON, kategori=SAID)
    page, why = dodi.get_page(url(case, "kategorikan")), "Di dalamnya ada anak yang takut pulang."
    page = page.submit(SEND, explanation=why)
    assert (page.status, page.field("explanation").value) == (422, why), "nobody upholds by pressing on"
    page.fill("kategori", "Pertahankan: Kekerasan dalam rumah tangga").submit(SEND)
    assert office.read(case).category_state == "kept"
    own = visit(office, case)
    assert BUTTON not in own.buttons and "Tingkat di atasnya sudah memutuskan: kategorinya tetap." in own.text
    assert "Ini jawaban atas keberatan Anda, dan keputusan ini tetap." in own.text
    told = letters(office, case, config)["reporter/categorise", f"reporter:{case.case_id}"]
    assert "Keberatan Anda sudah diputuskan oleh tingkat di atasnya, dan keputusan ini tetap." in told


def test_what_strangers_may_read_tells_of_no_harm(office: Office, dodi: AuditingClient, config: Config) -> None:
    case, visitor = buried(office), office.app.test_client()
    assert isinstance(visitor, AuditingClient)
    visit(office, case).submit(BUTTON, kategori=SAID)
    office.clock.pass_by(days=7)
    ring_all(office.db, office.clock)
    dodi = office.back("dodi")
    for category in ("Pertahankan", "Parkir liar dan parkir"):
        page = dodi.get_page(url(case, "kategorikan")).submit("Cari kategori", cari_kategori="parkir liar")
        page = page.fill("kategori", category)
        public = visitor.get_page(f"/lacak/{slug(case.ticket)}")
        feed = visitor.get(f"/lacak/{slug(case.ticket)}/umpan.atom").get_data(as_text=True)
        assert "kategori" not in (public.text + feed).lower(), "nor that anybody speaks of its category"
        page.submit(SEND, explanation=WHY)
    visit(office, case).submit("Cabut kerahasiaan laporan ini")
    assert "kategori" not in visitor.get_page(f"/lacak/{slug(case.ticket)}").text.lower()
    told = [text.lower() for (template, _to), text in letters(office, case, config).items() if "reporter/" in template]
    assert not [text for text in told for word in HARMFUL if word in text]
    secret, liftable = (
        any(words in text for text in told) for words in ("sekarang rahasia", "membukanya lagi seperti")
    )
    assert secret and liftable
    yusuf = office.come_in("yusuf")
    looked_at = (yusuf.get_page(url(case)).text + yusuf.get_page("/petugas/").text).lower()
    assert not [words for words in ("menetapkan kategori", "kategorinya", WHY.lower()) if words in looked_at]


def test_a_late_decision_is_reminded_of_a_level_higher_each_time_in_an_ended_case_too(
    office: Office, dodi: AuditingClient
) -> None:
    office.come_in("ani")
    case = buried(office, Status.ANSWERED)
    office.act(case, Action.CONTEST_CATEGORY, message=SAID)
    office.act(case, Action.CONFIRM)
    reminded = select(CaseEvent.data).where(CaseEvent.action == Action.REMIND)
    for _day in range(12):
        office.clock.pass_by(days=1)
        ring_all(office.db, office.clock)
    with office.db.read() as session:
        told = [data["agency"] for data in session.scalars(reminded.order_by(CaseEvent.seq))]
        kaltim, nation = (world.agency_id(session, code) for code in ("kaltim", "nasional"))
        assert told == [kaltim, kaltim, nation]
        mail = set(session.scalars(select(Outbox.recipient_ref).where(Outbox.template == "decider/remind")))
        assert mail == {f"agency:{kaltim}", f"agency:{nation}"}
    assert office.read(case).status == Status.CLOSED and clocks(office, case) == [None]
    ani = office.back("ani")
    assert ani.get_page(WAITING).select("tbody b.late") != []
    ani.get_page(url(case, "kategorikan")).fill("kategori", "Pertahankan").submit(SEND, explanation=WHY)
    assert clocks(office, case) == ["late"]


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_objection_without_words_is_asked_for_them(office: Office, typed: str) -> None:
    page = visit(office, buried(office)).submit(BUTTON, kategori=typed)
    assert (page.status, page.errors) == (422, ["Tulis mengapa kategorinya keliru. Satu kalimat sudah cukup."])


def test_what_is_no_officers_harm_has_no_such_button(office: Office) -> None:
    own, parking = office.case(sensitive=True, category=HARM), office.case(key="parking")
    office.act(parking, Action.ASSIGN, category=PARKING)
    assert BUTTON not in visit(office, own).buttons + visit(office, parking).buttons


def test_a_category_that_changes_nothing_is_refused_with_words(office: Office) -> None:
    case, rina = buried(office), office.come_in("rina")
    page = rina.get_page(url(case, "kategorikan"))
    page = page.fill("kategori", "Kekerasan dalam rumah tangga").submit(SEND, explanation=WHY)
    assert page.errors == ["Kasus ini sudah berkategori itu. Pilih yang lain, atau kembali ke kasus."]
    assert (page.status, page.field("explanation").value) == (422, WHY)
    with pytest.raises(MoveRefused):
        office.act(case, Action.CATEGORISE, category=HARM)


def test_an_office_that_is_the_wrong_one_says_nothing_of_the_category(office: Office) -> None:
    case = buried(office)
    office.act(case, Action.WRONG_AGENCY)
    page = office.come_in("rina").get_page(url(case, "tetap-di-sini"))
    assert "kategori" not in page.text.lower().replace(SAID.lower(), "").replace("tetapkan kategori", "")
    with pytest.raises(MoveRefused):
        office.act(case, Action.KEEP_AGENCY, category=PARKING)


def test_another_agency_above_is_told_where_nobody_is_active_there(office: Office) -> None:
    case = buried(office)
    office.come_in("ani")
    office.act(case, Action.CONTEST_CATEGORY, message=SAID)
    with office.db.read() as session:
        mail = set(session.scalars(select(Outbox.recipient_ref).where(Outbox.template == "decider/contest_category")))
        assert mail == {f"agency:{world.agency_id(session, code)}" for code in ("kaltim", "nasional")}
