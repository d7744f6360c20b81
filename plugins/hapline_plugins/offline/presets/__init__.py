"""Packages that apps bring along: read where Android, iOS and HarmonyOS apps have them, and placed there."""
