"""Pages of reports: they translate between requests and the domain, and decide nothing."""
