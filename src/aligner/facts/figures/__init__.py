"""Numbers, dates and times of two versions compared by value."""
