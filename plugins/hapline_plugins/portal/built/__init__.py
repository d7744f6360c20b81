"""What is read from built things: Bundle jars, a Portal's apk and its lists, a local Maven repository."""
