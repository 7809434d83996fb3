"""What a template makes of a context: the sandbox it runs in, and how values look where they are printed."""
