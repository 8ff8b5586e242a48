"""The glossary: forms of its words, finding them in a text, linking them, its order and its files."""
