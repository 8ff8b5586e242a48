"""Measure pages against a bare Flask page, in turns and in one run: `make bench`."""
