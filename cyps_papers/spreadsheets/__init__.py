"""Officers' workbooks edited in place: only the cells that change are touched, every other part stays as it is."""
