"""PAPER: plan, compose, render and store the sheets of a release."""
