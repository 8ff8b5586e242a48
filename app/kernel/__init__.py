"""The small kernel that every feature stands on; it knows no feature."""
