"""Municipalities of the official register, partner agencies, hosts and other bodies, each in a region."""
