"""Screens of publishing, and the files."""
