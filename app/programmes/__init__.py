"""A funded training programme: code, titles, partners, funding line, length of a teaching unit, retention."""
