"""Whatever goes wrong, wherever: running it again ends in the same state."""
