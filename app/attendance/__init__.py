"""Who was there, per event, day and half-day, and how we know: taken by the trainer, signed sheets."""
