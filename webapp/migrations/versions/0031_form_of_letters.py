"""in which form the reporter wants letters

Revision: 0031, after: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

FORMS = {"easy_read": "mudah", "large_print": "pdf-besar", "braille": "braille"}
"""As `cases.accommodations.FORM_OF` was on that day, the one that counts most last."""


def upgrade() -> None:
    """Who asked for such help with the report gets letters in that form."""
    op.add_column("accommodation", sa.Column("form", sa.String(20), nullable=True))
    for wish, form in FORMS.items():
        asked = f"CAST(wishes AS VARCHAR) LIKE '%\"{wish}\"%'"
        op.execute(sa.text(f"UPDATE accommodation SET form = '{form}' WHERE {asked}"))  # noqa: S608


def downgrade() -> None:
    """A row that only says in which form letters come is no accommodation."""
    op.execute(sa.text("DELETE FROM accommodation WHERE CAST(wishes AS VARCHAR) = '[]' AND sealed_note IS NULL"))
    with op.batch_alter_table("accommodation", schema=None) as batch_op:
        batch_op.drop_column("form")
