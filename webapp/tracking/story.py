"""The page of a ticket as words and drawings: what was, what is, what comes, made of `queries.Tracked`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import ngettext

from webapp.agencies.queries import path_ids
from webapp.base.clock import local_date
from webapp.base.i18n import date_long, datetime_long, nbsp
from webapp.base.ids import Ticket, shown
from webapp.base.sentences import _, say
from webapp.base.timeline import Moment
from webapp.cases.deadlines import Clock
from webapp.cases.explanation import Explanation
from webapp.cases.moves import CHOOSE_AGENCY, ERASED
from webapp.cases.queries import Entry, overlaid
from webapp.cases.reasons import OPEN_QUESTION
from webapp.cases.reports import Kind
from webapp.cases.workflow import Action
from webapp.tracking import words
from webapp.tracking.folding import folded
from webapp.tracking.happenings import TEXT_LABELS, detail_of, title_of, why_declined
from webapp.tracking.promises import by_week, contributes, is_late, promised, week
from webapp.tracking.tracked import Leader, Tracked


@dataclass(frozen=True)
class Story:
    """What a template shows. `late` is a sentence, empty when all is in time.

    `clock` is drawn, `others` are clocks in brief, `by_week` are sentences where days are not told.
    `lead` is the status of the case that leads this one, and what that means.
    `unpublished` says why nothing is published, where that was decided.
    """

    ticket: Ticket
    heading: str
    word: str
    says: str
    late: str
    facts: tuple[tuple[str, str], ...]
    clock: Explanation | None
    others: tuple[Explanation, ...]
    by_week: tuple[str, ...]
    moments: tuple[Moment, ...]
    leading: str | None
    lead: tuple[str, str]
    unpublished: str


def tell(seen: Tracked, *, to_public: bool) -> Story:
    """The story for the public, or the whole one for who has the PIN."""
    coarse = to_public and seen.veiled
    agency = seen.names[seen.state.agency_id]
    return Story(
        ticket=seen.ticket,
        heading=_heading(seen, to_public),
        word=words.status_word(seen.state, agency),
        says=say(words.CONTENT_ERASED) if seen.state.text_state == ERASED else words.status_says(seen.state, agency),
        late=_lateness(seen, coarse),
        facts=tuple(_facts(seen, agency, to_public)),
        clock=None if coarse or not seen.running else seen.running[0],
        others=() if coarse else seen.running[1:],
        by_week=tuple(by_week(clock) for clock in seen.running) if coarse else (),
        moments=(*_past(seen, coarse, to_public), *_future(seen, coarse)),
        leading=seen.leader.ticket if seen.leader and not seen.leader.secret else None,
        lead=_lead_says(seen.leader),
        unpublished=_unpublished(seen),
    )


def _lead_says(leader: Leader | None) -> tuple[str, str]:
    """How the leading case stands; of a secret one nothing more than that."""
    if leader is None:
        return "", ""
    if leader.secret:
        return "", say(words.LEADER_SECRET)
    return words.status_word(leader.state, leader.agency), words.status_says(leader.state, leader.agency)


def _unpublished(seen: Tracked) -> str:
    """The reason of the list, and who decides once more; nothing of a confidential report."""
    if seen.state.text_state not in ("declined", "contested"):
        return ""
    declined = next(entry for entry in reversed(seen.entries) if entry.action is Action.DECLINE_TEXT)
    why = _("Tidak diterbitkan: %(declined)s.", declined=why_declined(declined.data.get("reason")))
    if seen.state.text_state == "declined":
        return why
    decider = seen.names[path_ids(seen.state.text_decider or "")[-1]]
    again = _("Pelapor berkeberatan; %(agency)s memutuskan sekali lagi.", agency=decider)
    return f"{why} {again}"


def _heading(seen: Tracked, to_public: bool) -> str:
    """The words that were passed for publication; the reporter reads the own ones."""
    if not to_public and (own := overlaid((one.seq, one.texts) for one in seen.entries).get("title")):
        return own
    if to_public and seen.state.confidential:
        return say(words.HEADING_SECRET)
    if seen.published:
        return seen.published[0]
    kind = Kind(seen.state.kind)
    if seen.place:
        return say(words.HEADING[kind], place=_in_short(seen.place))
    return say(words.HEADING_NOWHERE[kind], ticket=nbsp(shown(seen.ticket)))


def _in_short(place: str) -> str:
    """`Kelurahan Sidomulyo, Kota Samarinda` of a full path: its narrowest part and its city or regency."""
    parts = place.split(", ")
    return ", ".join((parts[0], parts[-2])) if len(parts) > 2 else place


def _facts(seen: Tracked, agency: str, to_public: bool) -> Iterator[tuple[str, str]]:
    yield _("Penanggung jawab"), _owner(seen, agency)
    if seen.contributing:
        coarse = to_public and seen.state.anonymous
        parts = (contributes(clock, seen.names[clock.part], coarse) for clock in seen.contributing)
        yield _("Ikut menangani"), " ".join(parts)
    if seen.place:
        yield _("Tempat"), seen.place
    if to_public and seen.state.anonymous:
        yield _("Anonim"), _("Pelapor tidak menyebut nama. Tempat kami sebut per kecamatan, waktu per pekan.")
    if seen.state.agency_question == OPEN_QUESTION:
        yield _("Salah instansi?"), _("Pelapor mengatakan begitu. Koordinator belum memutuskan.")
    if seen.state.confidential:
        yield _("Rahasia"), _("Isinya hanya dibaca pelapor dan petugas yang menanganinya.")
    if seen.state.confidential and to_public:
        yield _("Yang umum lihat"), _("Keadaannya saja. Waktu kami sebut per pekan, dan instansinya tidak kami sebut.")


def _owner(seen: Tracked, agency: str) -> str:
    owner = seen.owner
    if owner is None:
        return say(words.OWNER_LAST, agency=agency)
    above = seen.names[owner.agency_id]
    if not owner.name:
        return say(words.OWNER_NOBODY if owner.name is None else words.OWNER_UNNAMED, above=above, agency=above)
    if owner.agency_id == seen.state.agency_id:
        return say(words.OWNER, name=short_name(owner.name), agency=agency)
    why = words.OWNER_SUPERIOR if seen.state.escalated_id else words.OWNER_ABOVE
    return say(why, name=short_name(owner.name), above=above, agency=agency)


def short_name(name: str) -> str:
    """`Rahma Nurlaila, S.T.` → `Rahma N.`: enough to ask for at a counter, too little to look a person up."""
    parts = name.split(",", maxsplit=1)[0].split()
    return f"{parts[0]} {parts[-1][0]}." if len(parts) > 1 else "".join(parts)


def _past(seen: Tracked, coarse: bool, to_public: bool) -> Iterator[Moment]:
    for entry, left_out in folded(seen.entries) if to_public else ((entry, 0) for entry in seen.entries):
        yield _moment(seen, entry, coarse, _for_whom(seen, entry) if to_public else "", left_out)


def _for_whom(seen: Tracked, entry: Entry) -> str:
    """Why the public reads no word of an answer; empty for anything else."""
    if entry.action is not Action.ANSWER or entry.texts or seen.state.text_state == ERASED:
        return ""
    if seen.state.confidential:
        return _("Isi jawaban hanya untuk pelapor.")
    if entry.data.get("readers") == "all" and not seen.published:
        return _("Isi jawaban dapat dibaca umum bila isi laporan terbit.")
    return _("Isi jawaban hanya untuk pelapor; petugas belum membuat versi untuk umum.")


def _moment(seen: Tracked, entry: Entry, coarse: bool, more: str, left_out: int) -> Moment:
    when, iso = _in_week(seen, entry) if coarse or entry.seq < 0 else _in_minute(seen, entry)
    told = (detail_of(entry, seen.names, seen.state.kind), more, _promise(seen, entry), _left_out(left_out))
    return Moment(
        state="now" if entry is seen.entries[-1] else "done",
        when=when,
        iso=iso,
        title=title_of(entry, seen.names, seen.state.kind),
        text=" ".join(filter(None, told)),
        quotes=() if entry.action is Action.RECEIVE else entry.quotes(TEXT_LABELS),
    )


def _in_week(seen: Tracked, entry: Entry) -> tuple[str, str]:
    return _("Pekan %(week)s", week=week(local_date(entry.at, seen.zone))), ""


def _in_minute(seen: Tracked, entry: Entry) -> tuple[str, str]:
    iso = entry.at.astimezone(seen.zone.info).isoformat(timespec="minutes")
    return datetime_long(entry.at, seen.zone.value), iso


def _left_out(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "Sebelum itu ada %(num)s hal lain dari pelapor.", "Sebelum itu ada %(num)s hal lain dari pelapor.", number
    )


def _promise(seen: Tracked, entry: Entry) -> str:
    """Whether this event kept promises, in words; empty where it ended none that anybody waits for."""
    ended = (one for one in seen.ended if one.ended_at == entry.at and one.clock in words.KEPT)
    if entry.action in (Action.MAKE_CONFIDENTIAL, *CHOOSE_AGENCY):  # as if what hides were always a move of its own
        ended = (one for one in ended if (one.clock is Clock.PUBLICATION) is (entry.action not in CHOOSE_AGENCY))
    told = {"met": words.KEPT, "late": words.LATE}
    kept = ((told[one.outcome][one.clock], one.part) for one in ended if one.outcome in told)
    return " ".join(say(sentence, agency=seen.names.get(agency, "")) for sentence, agency in kept)


def _future(seen: Tracked, coarse: bool) -> Iterator[Moment]:
    """What the open clocks promise, the nearest first."""
    every = (*seen.running, *seen.contributing)
    for clock in sorted(every, key=lambda one: (one.paused is not None, one.due)):
        yield promised(clock, coarse, seen.names.get(clock.part, ""))


def _lateness(seen: Tracked, coarse: bool) -> str:
    """By how much the worst of our open promises is late."""
    late = [clock for clock in seen.running if binds_us(clock.rule.clock) and is_late(clock, coarse)]
    if not late or coarse:
        return _("Terlambat.") if late else ""
    worst = max(late, key=lambda clock: clock.overdue)
    if not worst.overdue:
        return _("Batasnya %(date)s, sudah lewat.", date=date_long(worst.due))
    return ngettext("Terlambat %(num)s hari kerja.", "Terlambat %(num)s hari kerja.", worst.overdue)


def binds_us(clock: Clock) -> bool:
    """Whether it is the lead's promise to handle it: a reporter is never called late, decisions and parts say it."""
    return clock in (Clock.VERIFICATION, Clock.FIRST_FOLLOW_UP, Clock.RESOLUTION, Clock.INTERPRETATION)
