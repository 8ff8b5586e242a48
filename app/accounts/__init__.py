"""People who sign in: mailed link or code instead of a password, roles per programme, language."""
