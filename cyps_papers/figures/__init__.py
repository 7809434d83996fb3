"""What records amount to: figures with their sources, in UK forms, under the names that templates use."""
