"""Leaf package: what every screen shares. Knows HTTP and templates, knows nothing of the domain."""
