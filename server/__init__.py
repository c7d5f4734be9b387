"""SERVES: the app, sign-in, guards, settings, the command line, the local Neo4j."""
