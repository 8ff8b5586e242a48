"""Evidence against a module's completion rule: what is done, what is still missing."""
