"""From beads to a training-ready corpus: filters, near-duplicates, splits and cards."""
