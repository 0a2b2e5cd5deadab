"""The rules, one subject a file; every module here is found by itself."""
