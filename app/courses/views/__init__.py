"""Pages of modules: what anyone sees, what readers keep, and the trainers' desk."""

from app.courses.views.blueprint import pages

from app.courses.views import catalogue, desk, editions, reading, steps  # isort: skip

__all__ = ["catalogue", "desk", "editions", "pages", "reading", "steps"]
