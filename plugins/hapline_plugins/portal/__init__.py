"""Android apps on mPaaS's component framework: Portals, Bundles, slinks and package ids."""
