"""Whether what a number says is, is planned, is expected, would be or is denied."""
