"""Modules made of handbook sections, materials and a quiz; how far each person has come."""
