"""What comes out, made fit to be published: nothing hidden in it, and the whole paper in one."""
