"""The page for the web: the whole paper in one file, which needs no script."""
