"""Files that hapline writes into a user's project: data only, one folder per target."""
