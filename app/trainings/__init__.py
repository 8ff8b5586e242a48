"""Training sessions: the session day with its people, and the session's calendar entry."""
