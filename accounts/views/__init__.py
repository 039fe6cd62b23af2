"""Pages of accounts: they translate between requests and the domain, and decide nothing."""
