"""What prints the figures that README quotes: `make bench`, `make bench-fresh`."""
