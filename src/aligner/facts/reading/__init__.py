"""Korean and English text to typed facts: numbers, dates and times, units, calendar, keys."""
