"""published texts with all that the public may ask for, an index of their words, and "saya juga"

Revision: 0003, after: 0002
"""

import secrets
import unicodedata
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)

OLD = sa.table(
    "published_text",
    sa.column("case_id", BIG), sa.column("title"), sa.column("body"), sa.column("published_at", INSTANT),
)  # fmt: skip
FACTS = sa.text(
    "SELECT c.ticket, c.kind, c.status, c.closed_by, c.archive_reason, c.anonymous, c.area_code, c.changed_at, "
    "a.id AS agency_id, a.path, a.area_code AS served, a.parent_id, p.path AS parent_path, "
    "coalesce(t.parent_code, t.code) AS topic, d.full_path AS district, d.time_zone, v.full_path AS place "
    'FROM "case" c JOIN agency a ON a.id = c.agency_id LEFT JOIN agency p ON p.id = a.parent_id '
    "LEFT JOIN category t ON t.code = c.category LEFT JOIN area d ON d.code = substr(c.area_code, 1, 8) "
    "LEFT JOIN area v ON v.code = c.area_code WHERE c.id = :case"
).columns(changed_at=INSTANT, anonymous=sa.Boolean())

FTS = (
    (
        "CREATE VIRTUAL TABLE published_text_fts USING fts5(search, content='published_text', content_rowid='position', "
        "tokenize='ascii', prefix='2 3 4')"
    ),
    (
        "CREATE TRIGGER published_text_fts_new AFTER INSERT ON published_text BEGIN "
        "INSERT INTO published_text_fts (rowid, search) VALUES (new.position, new.search); END"
    ),
    (
        "CREATE TRIGGER published_text_fts_gone AFTER DELETE ON published_text BEGIN "
        "INSERT INTO published_text_fts (published_text_fts, rowid, search) "
        "VALUES ('delete', old.position, old.search); END"
    ),
    (
        "CREATE TRIGGER published_text_fts_changed AFTER UPDATE OF position, search ON published_text BEGIN "
        "INSERT INTO published_text_fts (published_text_fts, rowid, search) "
        "VALUES ('delete', old.position, old.search); "
        "INSERT INTO published_text_fts (rowid, search) VALUES (new.position, new.search); END"
    ),
)


def upgrade() -> None:
    bind = op.get_bind()
    before = bind.execute(sa.select(OLD)).mappings().all()
    op.drop_table("published_text")
    table = _create()
    if before:
        bind.execute(
            table.insert(), [_filled(row, bind.execute(FACTS, {"case": row["case_id"]}).one()) for row in before]
        )
    if bind.dialect.name == "sqlite":
        for statement in FTS:
            op.execute(statement)
        op.execute("INSERT INTO published_text_fts (published_text_fts) VALUES ('rebuild')")
    else:
        op.execute(
            "ALTER TABLE published_text ADD COLUMN search_fts tsvector "
            "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, search)) STORED"
        )
        op.execute(
            "CREATE INDEX ix_published_text_fts ON published_text USING gin (search_fts) WITH (fastupdate = off)"
        )
    op.create_table(
        "me_too",
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=2), nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_me_too_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_me_too")),
    )


def _create():
    return op.create_table(
        "published_text",
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("ticket", sa.String(length=11), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("closed_by", sa.String(length=20), nullable=True),
        sa.Column("archive_reason", sa.String(length=40), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column(
            "agency_id", sa.Integer() if op.get_bind().dialect.name == "sqlite" else sa.BigInteger(), nullable=False
        ),
        sa.Column("area_code", sa.String(length=13), nullable=True),
        sa.Column("topic", sa.String(length=60), nullable=True),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_published_text_agency_id_agency")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_published_text_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_published_text")),
        sa.UniqueConstraint("position", name=op.f("uq_published_text_position")),
    )


def _filled(old, case):
    """The row as `cases.publishing` would have written it."""
    above = case.anonymous and len(case.served or "") > 8 and case.parent_id
    agency, path = (case.parent_id, case.parent_path) if above else (case.agency_id, case.path)
    area = case.area_code[:8] if case.anonymous and case.area_code else case.area_code
    published = _told(case, old["published_at"])
    facts = {
        name: getattr(case, name) for name in ("ticket", "kind", "status", "closed_by", "archive_reason", "anonymous")
    }
    place = (case.district if case.anonymous else case.place) or ""
    return {
        **facts, "case_id": old["case_id"], "title": old["title"], "body": old["body"],
        "position": int(published.timestamp()) * 2**30 + secrets.randbelow(2**30),
        "agency_id": agency, "area_code": area, "topic": case.topic,
        "published_at": published, "changed_at": max(published, _told(case, case.changed_at)),
        "search": _search(f"{old['title']} {old['body']} {place}", area, path, case),
    }  # fmt: skip


def _told(case, at):
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    if not case.anonymous:
        return at
    zone = ZoneInfo(case.time_zone or "Asia/Jakarta")
    day = at.astimezone(zone).date()
    return datetime.combine(day - timedelta(days=day.weekday()), time(), zone).astimezone(UTC)


def _search(text, area, path, case):
    parts = area.split(".") if area else []
    facets = ["xqarea" + "".join(parts[:end]) for end in range(1, len(parts) + 1)]
    facets += ["xqagency" + number for number in path.split("/") if number]
    facets += ["xqtopic" + _fold(case.topic)] if case.topic else []
    facets += ["xqstatus" + _fold(case.status), "xqkind" + _fold(case.kind)]
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return " ".join([*(word for word in words if not word.startswith("xq")), *facets])


def _fold(text):
    return "".join(c for c in text.lower() if c.isalnum())


def downgrade() -> None:
    op.drop_table("me_too")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE published_text_fts")
    op.drop_table("published_text")
    op.create_table(
        "published_text",
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_published_text_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_published_text")),
    )
