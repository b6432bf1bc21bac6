"""Tours: itinerary files, rosters, tables and queries. Knows nothing of chat."""
