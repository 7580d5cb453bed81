"""sheets-sync: one spreadsheet a unit, checked where it is filled, published as the kecamatan's site."""

__version__ = "0.1.0"
