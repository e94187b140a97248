"""Discovery: the people in a document that no list knows, by rules that each leave their evidence."""
