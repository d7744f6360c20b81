"""Where the service keeps what it has acknowledged: records in a database, files by their content."""
