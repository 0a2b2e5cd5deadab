"""The seller's screens: the finder, sheets to read, and the search."""
