-- Migration 1. What the map holds (node, edge) and how it came to be (revision, change).
-- `body` is the fact as canonical JSON; an id carries its kind, so a kind is a range of ids.

CREATE TABLE node (
    id TEXT PRIMARY KEY,
    search TEXT NOT NULL, -- label and values of the props, case folded
    body TEXT NOT NULL
);

CREATE TABLE edge (
    source TEXT NOT NULL REFERENCES node (id),
    kind TEXT NOT NULL,
    target TEXT NOT NULL REFERENCES node (id),
    body TEXT NOT NULL
);

-- Both hold all that a walk reads, so walking never touches a body.
CREATE UNIQUE INDEX edge_out ON edge (source, kind, target);
CREATE INDEX edge_in ON edge (target, kind, source);

CREATE TABLE revision (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    hash TEXT NOT NULL
);

-- A change of a node has an empty kind and target.
CREATE TABLE change (
    position INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES revision (number),
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    before TEXT,
    after TEXT
);

CREATE INDEX change_source ON change (source);
CREATE INDEX change_target ON change (target) WHERE target <> '';

CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER revision_is_final BEFORE UPDATE ON revision
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER change_is_kept BEFORE DELETE ON change
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER change_is_final BEFORE UPDATE ON change
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
