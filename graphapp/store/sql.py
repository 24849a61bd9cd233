"""The embedded store's SQL: constants only, data only ever as parameters."""

from __future__ import annotations

EACH_CONNECTION = """
PRAGMA journal_mode = DELETE;
PRAGMA synchronous = FULL;
PRAGMA temp_store = MEMORY;
PRAGMA cache_spill = OFF; -- a big commit locks readers out only while it is written, not while it is prepared
CREATE TEMP TABLE reached (id TEXT PRIMARY KEY, depth INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX temp.reached_depth ON reached (depth);
"""

JOURNAL = """
SELECT number, at, author, reason, hash, source, kind, target, before, after
FROM change JOIN revision ON number = revision ORDER BY position
"""

JOURNAL_OF = """
SELECT number, at, author, reason, hash, source, kind, target, before, after
FROM change JOIN revision ON number = revision
WHERE source = :id OR (target <> '' AND target = :id) ORDER BY position
"""

NODES = """
SELECT id, body FROM node WHERE id > ?1 AND id < ?2 AND (?3 = '' OR instr(search, ?3)) ORDER BY id LIMIT ?4
"""

NODE_BODY = "SELECT body FROM node WHERE id = ?"
EDGE_BODY = "SELECT body FROM edge WHERE source = ? AND kind = ? AND target = ?"
EDGES_AT = "SELECT source, kind, target FROM edge WHERE source = :id OR target = :id"

# One step of a walk. The room left bounds what a step may add, so a hub cannot fill the memory.
STEP_OUT = """
INSERT INTO reached (id, depth) SELECT DISTINCT edge.target, :depth
FROM reached CROSS JOIN edge ON edge.source = reached.id
WHERE reached.depth = :depth - 1 AND (:along IS NULL OR edge.kind IN (SELECT value FROM json_each(:along)))
AND edge.target NOT IN (SELECT id FROM reached) ORDER BY edge.target LIMIT :room
"""

STEP_IN = """
INSERT INTO reached (id, depth) SELECT DISTINCT edge.source, :depth
FROM reached CROSS JOIN edge ON edge.target = reached.id
WHERE reached.depth = :depth - 1 AND (:along IS NULL OR edge.kind IN (SELECT value FROM json_each(:along)))
AND edge.source NOT IN (SELECT id FROM reached) ORDER BY edge.source LIMIT :room
"""

STEPS = {"out": (STEP_OUT,), "in": (STEP_IN,), "both": (STEP_OUT, STEP_IN)}

CUT = """
DELETE FROM reached
WHERE depth > :deepest OR id NOT IN (SELECT id FROM reached ORDER BY depth, id LIMIT :limit)
"""

NODES_REACHED = "SELECT id, body FROM reached JOIN node USING (id) ORDER BY depth, id"

EDGES_REACHED = """
SELECT edge.source || ' ' || edge.kind || ' ' || edge.target, edge.body
FROM reached CROSS JOIN edge ON edge.source = reached.id
WHERE edge.target IN (SELECT id FROM reached)
AND (:along IS NULL OR edge.kind IN (SELECT value FROM json_each(:along)))
ORDER BY edge.source, edge.kind, edge.target
"""

PUT_NODE = """
INSERT INTO node (id, search, body) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET search = excluded.search, body = excluded.body
"""

PUT_EDGE = """
INSERT INTO edge (source, kind, target, body) VALUES (?, ?, ?, ?)
ON CONFLICT (source, kind, target) DO UPDATE SET body = excluded.body
"""

DROP_NODE = "DELETE FROM node WHERE id = ?"
DROP_EDGE = "DELETE FROM edge WHERE source = ? AND kind = ? AND target = ?"
PUT_REVISION = "INSERT INTO revision (number, at, author, reason, hash) VALUES (?, ?, ?, ?, ?)"
PUT_CHANGE = "INSERT INTO change (revision, source, kind, target, before, after) VALUES (?, ?, ?, ?, ?, ?)"
NEWEST = "SELECT number, at, author, reason, hash FROM revision ORDER BY number DESC LIMIT 1"
SEED = "INSERT OR IGNORE INTO reached (id, depth) SELECT id, 0 FROM node WHERE id = ?"

TABLES = ("edge", "node", "change", "revision")  # in this order each may be dropped
