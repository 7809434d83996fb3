"""The commands: what each does and says, and the status that it ends with."""
