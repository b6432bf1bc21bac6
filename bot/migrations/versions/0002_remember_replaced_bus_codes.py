"""Remember the codes of buses that were made anew."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create their table."""
    op.create_table(
        "replaced_bus_codes",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("tour_id", sa.String(length=100), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tour_id"], ["tours.id"], name=op.f("fk_replaced_bus_codes_tour_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_replaced_bus_codes")),
    )
