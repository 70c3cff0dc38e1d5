"""the desk finds cases by words, and those that have ended, in an index of their own

Revision: 0027, after: 0026
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT_ONCE = 500
CASES = sa.text(
    'SELECT c.id, c.status, c.confidential, c.excluded_agency_id, a.path || k.path AS above FROM "case" c '
    "JOIN agency a ON a.id = c.agency_id JOIN agency k ON k.id = c.coordinator_id "
    "WHERE c.id > :after ORDER BY c.id LIMIT :many"
).columns(confidential=sa.Boolean())
QUEUES = sa.text("SELECT case_id, agency_id FROM case_scope WHERE case_id > :after AND case_id <= :last")
TEXTS = sa.text(
    "SELECT case_id, text FROM case_text WHERE case_id > :after AND case_id <= :last AND event_seq = 1 "
    "AND kind IN ('title', 'body', 'place') ORDER BY id"
)
FTS = (
    (
        "CREATE VIRTUAL TABLE desk_text_fts USING fts5(search, content='desk_text', content_rowid='case_id', "
        "tokenize='ascii', detail=none, prefix='2 3 4 5 6 7 8')"
    ),
    (
        "CREATE TRIGGER desk_text_fts_new AFTER INSERT ON desk_text BEGIN "
        "INSERT INTO desk_text_fts (rowid, search) VALUES (new.case_id, new.search); END"
    ),
    (
        "CREATE TRIGGER desk_text_fts_gone AFTER DELETE ON desk_text BEGIN "
        "INSERT INTO desk_text_fts (desk_text_fts, rowid, search) VALUES ('delete', old.case_id, old.search); END"
    ),
    (
        "CREATE TRIGGER desk_text_fts_changed AFTER UPDATE OF search ON desk_text BEGIN "
        "INSERT INTO desk_text_fts (desk_text_fts, rowid, search) VALUES ('delete', old.case_id, old.search); "
        "INSERT INTO desk_text_fts (rowid, search) VALUES (new.case_id, new.search); END"
    ),
)


def upgrade() -> None:
    table = op.create_table(
        "desk_text",
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_desk_text_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_desk_text")),
    )
    bind = op.get_bind()
    after = 0
    while rows := _filled(bind, after):
        bind.execute(table.insert(), rows)
        after = rows[-1]["case_id"]
    if bind.dialect.name == "sqlite":
        for statement in FTS:
            op.execute(statement)
        op.execute("INSERT INTO desk_text_fts (desk_text_fts) VALUES ('rebuild')")
    else:
        op.execute(
            "ALTER TABLE desk_text ADD COLUMN search_fts tsvector "
            "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, search)) STORED"
        )
        op.execute("CREATE INDEX ix_desk_text_fts ON desk_text USING gin (search_fts) WITH (fastupdate = off)")
    for name in ("agency_id", "coordinator_id"):
        op.drop_index(f"ix_case_{name}", "case")


def _filled(bind, after):
    """The next rows, as `cases.desk_index` would have written them."""
    cases = bind.execute(CASES, {"after": after, "many": AT_ONCE}).all()
    span = {"after": after, "last": cases[-1].id if cases else after}
    queues, texts = {}, {}
    for case, agency in bind.execute(QUEUES, span):
        queues.setdefault(case, set()).add(agency)
    for case, text in bind.execute(TEXTS, span):
        texts.setdefault(case, []).append(text)
    return [
        {"case_id": case.id, "search": _search(case, queues.get(case.id, ()), texts.get(case.id, ()))} for case in cases
    ]


def _search(case, queue, texts):
    over = case.status in ("closed", "archived")
    above = {int(number) for number in case.above.split("/") if number} - {case.excluded_agency_id}
    places = [f"xqqueue{number}" for number in sorted(queue)]
    places += [f"xqended{number}" for number in sorted(above)] if over else []
    words = [] if case.confidential else _fold(" ".join(texts)).split()
    return " ".join([*places, *(word for word in words if not word.startswith("xq"))])


def _fold(text):
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return "".join(c if c.isalnum() else " " for c in plain)


def downgrade() -> None:
    for name in ("agency_id", "coordinator_id"):
        op.create_index(f"ix_case_{name}", "case", [name])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE desk_text_fts")
    op.drop_table("desk_text")
