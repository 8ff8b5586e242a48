"""What can be done with figures: keep a picture, and let everybody see those that were published."""

import uuid
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.handbook.actions.editing import Done, edit, write_text
from app.handbook.models import Chapter, FigurePicture
from app.handbook.queries import list_kept_pictures
from app.handbook.rules.manuscript import Manuscript
from app.handbook.rules.pictures import KeptPicture
from app.kernel.database import db
from app.kernel.files import store
from app.programmes.models import Programme


def keep_picture(programme_id: uuid.UUID, picture: KeptPicture) -> FigurePicture:
    """Keep a picture for a programme's figures, once; the programme is locked, so that two do not keep the same."""
    db.session.execute(sa.select(Programme.id).where(Programme.id == programme_id).with_for_update())
    known = list_kept_pictures(programme_id, [picture.name])
    if known:
        return known[0]
    file = store(picture.content, name=picture.name, media_type=picture.media_type)
    kept = FigurePicture(programme_id=programme_id, name=picture.name, file_id=file.id)
    db.session.add(kept)
    db.session.flush()
    return kept


def add_figure(
    chapter: Chapter, add: Callable[[Manuscript], Manuscript], *, picture: KeptPicture | None, done: Done
) -> None:
    """Put a figure into a chapter; `picture` is None where it shows one that is kept already."""
    if picture:
        keep_picture(chapter.programme_id, picture)
    edit(chapter.id, add, done=done)


def write_figure(
    chapter: Chapter, block_id: uuid.UUID, language: str, *, picture: KeptPicture | None, **how: Any
) -> None:
    """Set a figure's text, and keep the picture that comes with it; see `write_text`.

    The picture comes first: whoever publishes locks the programme before its chapters too.
    """
    if picture:
        keep_picture(chapter.programme_id, picture)
    write_text(chapter.id, block_id, language, **how)


def publish_pictures(programme_id: uuid.UUID, names: Collection[str], *, at: datetime) -> None:
    """Let everybody see pictures."""
    unseen = sa.and_(FigurePicture.programme_id == programme_id, FigurePicture.published_at.is_(None))
    db.session.execute(sa.update(FigurePicture).where(unseen, FigurePicture.name.in_(names)).values(published_at=at))
