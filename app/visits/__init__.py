"""Study visits: for now the plain itinerary of days and stops."""
