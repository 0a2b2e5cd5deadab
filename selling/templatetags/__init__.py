"""Template tags of the seller's screens."""
