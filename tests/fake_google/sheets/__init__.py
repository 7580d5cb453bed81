"""Spreadsheets in memory, and the Sheets API v4 over them."""
