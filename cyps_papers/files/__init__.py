"""Files and folders on an officer's machine: what may be named."""
