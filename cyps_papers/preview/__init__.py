"""The page of a meeting's report with its problems beside it, in a browser, made anew at each save."""
