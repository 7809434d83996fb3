"""The stories of a document read paragraph by paragraph: where each stands, and which figures it prints."""
