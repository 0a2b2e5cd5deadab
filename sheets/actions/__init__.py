"""Every write that a person starts: permission, change and activity entry in one transaction."""
