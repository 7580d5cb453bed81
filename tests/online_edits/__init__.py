"""What units and the office do to spreadsheets that are out, and what the next sync makes of it."""
