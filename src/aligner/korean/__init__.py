"""Facts of the Korean language that several stages need."""
