"""Whether a quantity is a claim: ages, list numbers, prices, telephone numbers and numbers in passing are none."""
