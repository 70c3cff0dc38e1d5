"""areas keep no time zone of their own: the code of the province tells it

Revision: 0030, after: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

ZONES = {
    "Asia/Makassar": ("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"),
    "Asia/Jayapura": ("81", "82", "91", "92", "93", "94", "95", "96"),
}


def upgrade() -> None:
    op.drop_column("area", "time_zone")  # both databases can, without copying 90,000 rows


def downgrade() -> None:
    """Filled in again as `clock.zone_of_province` had it on that day."""
    op.add_column("area", sa.Column("time_zone", sa.String(40), nullable=False, server_default="Asia/Jakarta"))
    for zone, provinces in ZONES.items():
        of_zone = " OR ".join(f"code LIKE '{province}%'" for province in provinces)
        op.execute(sa.text(f"UPDATE area SET time_zone = '{zone}' WHERE {of_zone}"))  # noqa: S608
