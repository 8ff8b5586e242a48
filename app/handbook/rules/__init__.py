"""What is decided about the handbook: state of a text, structure of a file, pairing, safety, safe HTML."""
