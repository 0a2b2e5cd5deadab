"""Every figure that the docs quote, each by one command."""
