"""Deliveries of modules, and events: anything dated that has places."""
