"""Finding words in the handbook, however they are inflected and typed."""
