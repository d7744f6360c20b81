"""HarmonyOS: atomic services and app packages, in source and built."""
