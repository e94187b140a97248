"""Who and what a document speaks of: entities, their names, the lists they stand in, and their mentions."""
