"""Working time of an office, in minutes."""
