"""What is handed out of the handbook: an edition or one of its chapters, as a PDF and as an EPUB."""

from app.handbook.documents.book import Book
from app.handbook.documents.drawing import DrawingFailed, book_pdf
from app.handbook.documents.epub import book_epub
from app.handbook.documents.file import MadeFile, download_file
from app.handbook.documents.gathering import gather_book

__all__ = ["Book", "DrawingFailed", "MadeFile", "book_epub", "book_pdf", "download_file", "gather_book"]
