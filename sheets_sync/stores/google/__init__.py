"""Google Sheets as the store: one spreadsheet a unit in a Drive folder a period."""
