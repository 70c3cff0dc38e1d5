"""harm in a category is contested upwards, and words of a reporter wait until somebody has read them

Revision: 0026, after: 0025
"""

from datetime import UTC

import sqlalchemy as sa
from alembic import op

from webapp.base.clock import local_date, zone_of_area

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

COLUMNS = (
    ("case", "category_state", sa.String(length=10)),
    ("case", "category_decider", sa.String(length=200)),
    ("case", "unread_since", sa.DateTime(timezone=True)),
    ("case_scope", "right_category_by", sa.Date()),
    ("case_scope", "unread_since", sa.Date()),
)
INDEXES = {"ix_case_scope_category": "right_category_by", "ix_case_scope_unread": "unread_since"}

# as the events give it (cases.events): a projection is never migrated as a constant
BY_AN_OFFICER = sa.text("""UPDATE "case" SET category_state = 'harm' WHERE sensitive AND EXISTS (
    SELECT 1 FROM case_event AS came WHERE came.case_id = "case".id AND came.seq = 1
    AND CAST(came.data AS TEXT) LIKE '%"sensitive": false%')""")
UNREAD = sa.text("""UPDATE "case" SET unread_since = (
    SELECT min(said.at) FROM case_event AS said WHERE said.case_id = "case".id
    AND said.action IN ('add_message', 'reply', 'supply_info', 'reopen')
    AND said.seq > COALESCE((SELECT max(heard.seq) FROM case_event AS heard WHERE heard.case_id = "case".id
        AND heard.action IN ('start', 'note', 'ask_info', 'answer', 'archive', 'merge', 'close', 'confirm_for', 'erase')
    ), 0))""")
PATHS = sa.text("SELECT id, path FROM agency")
ROW = sa.text("""INSERT INTO case_scope (agency_id, case_id, status) SELECT :number, :id, :status
    WHERE NOT EXISTS (SELECT 1 FROM case_scope WHERE agency_id = :number AND case_id = :id)""")
DAY = sa.text("UPDATE case_scope SET unread_since = :day WHERE agency_id = :number AND case_id = :id")


def upgrade() -> None:
    for table, name, kind in COLUMNS:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    for name, day in INDEXES.items():
        there = sa.text(f"{day} IS NOT NULL")
        op.create_index(name, "case_scope", ["agency_id", day, "case_id"], sqlite_where=there, postgresql_where=there)
    op.execute(BY_AN_OFFICER)
    op.execute(UNREAD)
    _into_the_queues(op.get_bind())


def _into_the_queues(connection: sa.Connection) -> None:
    case = sa.table("case", *map(sa.column, ("id", "status", "area_code", "agency_id", "coordinator_id")),
                    sa.column("excluded_agency_id"), sa.column("unread_since", sa.DateTime(timezone=True)))  # fmt: skip
    paths = {row.id: row.path for row in connection.execute(PATHS)}
    for row in connection.execute(sa.select(case).where(case.c.unread_since.is_not(None))).all():
        zone = zone_of_area(row.area_code)
        same = {"id": row.id, "status": row.status, "day": local_date(_aware(row.unread_since), zone)}
        around = f"{paths[row.agency_id]}{paths[row.coordinator_id]}"  # /1/4/17//1/4/
        numbers = {int(part) for part in around.split("/") if part} - {row.excluded_agency_id}
        rows = [{**same, "number": number} for number in sorted(numbers)]
        connection.execute(ROW, rows)
        connection.execute(DAY.bindparams(sa.bindparam("day", type_=sa.Date())), rows)


def _aware(at):
    """SQLite gives back what was stored without its offset: UTC."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM case_scope WHERE due IS NULL AND help_by IS NULL"))
    for name in INDEXES:
        op.drop_index(name, "case_scope")
    for table, name, _kind in COLUMNS:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(name)
