"""Reading rows for screens: a constant number of queries, whatever the size."""
