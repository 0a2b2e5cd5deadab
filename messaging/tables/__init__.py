"""A framework as tables of cells, one a part, and back. Pure: values in, values out; no bytes of workbooks."""
