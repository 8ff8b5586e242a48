"""Pages of the installation itself; each module holds the views of one corner."""

from app.home.views.blueprint import pages

from app.home.views import about, about_texts, front_page, mailbox, my_page, navigation, overview  # isort: skip

__all__ = ["about", "about_texts", "front_page", "mailbox", "my_page", "navigation", "overview", "pages"]
