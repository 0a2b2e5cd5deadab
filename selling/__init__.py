"""USE: sellers find the right sheet."""
