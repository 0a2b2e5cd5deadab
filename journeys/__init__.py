"""WHEN: the customer's journey in three phases, and the grid of stages and roles."""
