"""A person's registration for a delivery or event, and its places: confirmed, waiting, withdrawn."""
