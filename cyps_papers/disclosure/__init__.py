"""Statistical disclosure control: what a reader could work out of counts that are withheld, and what to hold back."""
