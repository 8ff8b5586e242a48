"""What is decided about modules: files that may be uploaded, progress, and publishing."""
