"""The handbook for location management: chapters, sections and blocks, one text per block and language."""
