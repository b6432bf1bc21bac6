"""Who comes in, on which tours, and who leaves: the tour code, several tours, goodbye, and reset links."""
