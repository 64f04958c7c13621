"""Who a text gives a number to: a body or a person, or nobody where the page speaks for itself."""
