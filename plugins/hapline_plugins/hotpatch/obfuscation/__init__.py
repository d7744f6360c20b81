"""What a release build leaves behind about names and instrumentation: mapping.txt, methodsMap, InstantRunMapping."""
