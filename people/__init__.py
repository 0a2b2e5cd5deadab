"""Who works here: people, their four roles, what each may do, and the log of what was done."""
