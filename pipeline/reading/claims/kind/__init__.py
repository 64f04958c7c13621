"""The kind of figure that a number is: events added up, a stock, a share, a change, an amount of money, a rate."""
