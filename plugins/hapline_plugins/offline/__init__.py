"""H5 offline packages of mPaaS: built, signed, verified, compared and looked at without the console."""
