"""Mail from organisers to the people in a list."""
