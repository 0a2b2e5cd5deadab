"""Forms of the people who write frameworks."""
