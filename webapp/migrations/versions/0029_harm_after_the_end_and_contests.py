"""since when harm in an ended case waits to be taken up, and by when who decides owes an answer to a contest

Revision: 0029, after: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

INDEX, THERE = "ix_case_scope_contested", sa.text("contested_by IS NOT NULL")
MINE = """EXISTS (SELECT 1 FROM "case" WHERE "case".id = case_scope.case_id AND text_state = 'contested'
    AND text_decider LIKE '%/' || case_scope.agency_id || '/%')"""
CONTESTS = {"right_agency_by": "1 = 1", "right_category_by": "1 = 1", "publish_by": MINE}


def upgrade() -> None:
    """`case.harm_since` is filled in from the events, by what looks at all cases after an upgrade (`projecting`)."""
    op.add_column("case", sa.Column("harm_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("case_scope", sa.Column("contested_by", sa.Date(), nullable=True))
    for day, whose in CONTESTS.items():
        sooner = f"(contested_by IS NULL OR contested_by > {day})"
        op.execute(
            sa.text(f"UPDATE case_scope SET contested_by = {day} WHERE {day} IS NOT NULL AND {sooner} AND {whose}")  # noqa: S608
        )
    op.create_index(
        INDEX, "case_scope", ["agency_id", "contested_by", "case_id"], sqlite_where=THERE, postgresql_where=THERE
    )


def downgrade() -> None:
    waits = "publish_by, right_agency_by, right_category_by, unread_since, help_by"
    op.execute(sa.text("UPDATE case_scope SET urgent_by = NULL WHERE due IS NULL"))
    op.execute(sa.text(f"DELETE FROM case_scope WHERE due IS NULL AND COALESCE({waits}) IS NULL"))  # noqa: S608
    op.drop_index(INDEX, "case_scope")
    for table, name in (("case", "harm_since"), ("case_scope", "contested_by")):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(name)
