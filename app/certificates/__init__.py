"""Certificates of attendance and training: number, check code, frozen facts, PDF, public check."""
