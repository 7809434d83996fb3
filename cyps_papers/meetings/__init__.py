"""What joins the rooms for one meeting: its folder read, its paper built, its register kept."""
