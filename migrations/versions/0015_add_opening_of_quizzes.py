"""Add the opening of quizzes.

A quiz knows nothing of modules, which stand above it; so the publishing of a module opens its quizzes, and the date
says so. Quizzes of modules published before are opened here.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("quiz", sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE quiz SET opened_at = module.published_at FROM module_activity"
        " JOIN module ON module.id = module_activity.module_id"
        " WHERE module_activity.quiz_id = quiz.id AND module.published_at IS NOT NULL"
    )


def downgrade():
    op.drop_column("quiz", "opened_at")
