"""Papers of councils that do not exist, in the shapes that councils publish, each with the truth beside it."""
