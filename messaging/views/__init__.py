"""Screens of the people who write frameworks."""
