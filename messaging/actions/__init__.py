"""Every write of this package, one workflow a file: permission, change and activity entry in one transaction."""
