"""The Neo4j store's Cypher: constants only, data only ever as parameters.

Labels and types of relationships come from the ontology and nowhere else. A map in Neo4j is

- `(:Thing:Action {id, label, search, body})`: a node, with its kind as second label; `body` is the fact as JSON,
- `[:LEADS {id, body}]`: an edge,
- `(:Revision {number, at, author, reason, hash, commit})` and `(:Change {revision, position, source, kind, target,
  before, after})`: the journal,
- `(:Graphapp {key: "head"})`: what a commit locks, and `(:Graphapp {key: "gate"})`: what tells readers of one.
"""

from __future__ import annotations

from graphapp.ontology import EDGE_KINDS, NODE_KINDS
from graphapp.store.base import MAX_DEPTH

_ANY = "|".join(EDGE_KINDS)

# Each runs in one transaction of its own. Numbered from 1, one for each of the embedded store's: a new one is added
# at the end, an old one never changed.
MIGRATIONS = (
    (
        "CREATE CONSTRAINT graphapp_key IF NOT EXISTS FOR (n:Graphapp) REQUIRE n.key IS UNIQUE",
        "CREATE CONSTRAINT thing_id IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT revision_number IF NOT EXISTS FOR (n:Revision) REQUIRE n.number IS UNIQUE",
        "CREATE CONSTRAINT revision_commit IF NOT EXISTS FOR (n:Revision) REQUIRE n.commit IS UNIQUE",
        "CREATE CONSTRAINT change_place IF NOT EXISTS FOR (n:Change) REQUIRE (n.revision, n.position) IS UNIQUE",
        "CREATE INDEX change_source IF NOT EXISTS FOR (n:Change) ON (n.source)",
        "CREATE INDEX change_target IF NOT EXISTS FOR (n:Change) ON (n.target)",
        *(
            f"CREATE CONSTRAINT {kind.lower()}_id IF NOT EXISTS FOR ()-[r:{kind}]-() REQUIRE r.id IS UNIQUE"
            for kind in EDGE_KINDS
        ),
    ),
)
INDEXES_READY = "CALL db.awaitIndexes(60)"
VERSION = "MATCH (n:Graphapp {key: 'head'}) RETURN n.version"
IS_USED = "MATCH (n) RETURN true LIMIT 1"
MIGRATED = """
MERGE (head:Graphapp {key: 'head'}) SET head.version = $version
MERGE (gate:Graphapp {key: 'gate'}) ON CREATE SET gate.turn = 0
"""

# The head is written to, so that its lock is held before anything is read; it is the same value each time, so that
# a commit that changes nothing writes nothing.
LOCK = "MATCH (n:Graphapp {key: 'head'}) SET n.lock = true RETURN n.version"

# Neo4j shows what is being committed bit by bit. The turn is odd while that may be so: what was read is whole if
# the turn was the same even number before and after.
TURN = "MATCH (n:Graphapp {key: 'gate'}) RETURN n.turn"
SHUT_GATE = """
MATCH (n:Graphapp {key: 'gate'}) SET n.lock = true
WITH n SET n.turn = n.turn + 1 + n.turn % 2 RETURN n.turn
"""
OPEN_GATE = """
MATCH (n:Graphapp {key: 'gate'}) SET n.lock = true
WITH n WHERE n.turn = $turn SET n.turn = n.turn + 1
"""

_HEAD = "r.number, r.at, r.author, r.reason, r.hash"
_ENTRY = "c.source, coalesce(c.kind, ''), coalesce(c.target, ''), c.before, c.after"
NEWEST = f"MATCH (r:Revision) WHERE r.number > 0 RETURN {_HEAD} ORDER BY r.number DESC LIMIT 1"
IS_DONE = "MATCH (r:Revision {commit: $commit}) RETURN r.number"
JOURNAL = f"""
MATCH (c:Change) MATCH (r:Revision {{number: c.revision}})
RETURN {_HEAD}, {_ENTRY} ORDER BY c.revision, c.position
"""
JOURNAL_OF = f"""
MATCH (c:Change) WHERE c.source = $id OR c.target = $id MATCH (r:Revision {{number: c.revision}})
RETURN {_HEAD}, {_ENTRY} ORDER BY c.revision, c.position
"""
MARK_DONE = "MATCH (r:Revision {number: $number}) SET r.commit = $commit"
PUT_REVISION = "CREATE (r:Revision) SET r = $revision"
PUT_CHANGES = "UNWIND $rows AS row CREATE (c:Change) SET c = row"

NODES = """
MATCH (n:Thing) WHERE n.id > $first AND n.id < $last AND ($text = '' OR n.search CONTAINS $text)
RETURN n.id, n.body ORDER BY n.id LIMIT $limit
"""
NODE_BODIES = "UNWIND $ids AS id MATCH (n:Thing {id: id}) RETURN n.id, n.body"
EDGE_BODIES = {kind: f"UNWIND $ids AS id MATCH ()-[r:{kind} {{id: id}}]->() RETURN r.id, r.body" for kind in EDGE_KINDS}
EDGES_AT = f"""
UNWIND $ids AS id MATCH (:Thing {{id: id}})-[r:{_ANY}]-()
RETURN DISTINCT startNode(r).id, type(r), endNode(r).id
"""

PUT_NODES = {
    kind: f"UNWIND $rows AS row MERGE (n:Thing {{id: row.id}}) SET n = row, n:{kind.capitalize()}"
    for kind in NODE_KINDS
}
PUT_EDGES = {
    kind: f"""
UNWIND $rows AS row MATCH (a:Thing {{id: row.source}}) MATCH (b:Thing {{id: row.target}})
MERGE (a)-[r:{kind} {{id: row.id}}]->(b) SET r.body = row.body
"""
    for kind in EDGE_KINDS
}
DROP_EDGES = {kind: f"UNWIND $ids AS id MATCH ()-[r:{kind} {{id: id}}]->() DELETE r" for kind in EDGE_KINDS}
DROP_NODES = "UNWIND $ids AS id MATCH (n:Thing {id: id}) DELETE n"
CLEAR = ("MATCH (n:Change) DELETE n", "MATCH (n:Revision) DELETE n", "MATCH (n:Thing) DETACH DELETE n")


def _walk(depth: int, left: str, right: str, where: str) -> str:
    # UNWIND, not `s.id IN $seeds`: for that, the planner takes each reached node as found once, and what several
    # seeds reach comes several times.
    return f"""
UNWIND $seeds AS seed MATCH (s:Thing {{id: seed}}) MATCH p = (s){left}[r:{_ANY}*0..{depth}]{right}(n)
{where}WITH n, min(length(p)) AS steps ORDER BY steps, n.id LIMIT $room RETURN n.id, n.body, steps
"""


_WAYS = {"out": ("-", "->"), "in": ("<-", "-"), "both": ("-", "-")}
_ALONG = "WHERE all(each IN r WHERE type(each) IN $along)\n"
DIRECTIONS = tuple(_WAYS)

# By direction, steps, and whether only some kinds are followed. One step more than the cap on depth allows tells
# whether it cuts anything off.
WALKS = {
    (direction, depth, is_some): _walk(depth, *ways, _ALONG if is_some else "")
    for direction, ways in _WAYS.items()
    for depth in range(1, MAX_DEPTH + 2)
    for is_some in (False, True)
}
SEEDS = (
    "UNWIND $seeds AS seed MATCH (n:Thing {id: seed}) WITH DISTINCT n ORDER BY n.id LIMIT $room RETURN n.id, n.body, 0"
)
EDGES_AMONG = f"""
MATCH (a:Thing)-[r:{_ANY}]->(b:Thing) WHERE a.id IN $ids AND b.id IN $ids AND ($along IS NULL OR type(r) IN $along)
RETURN a.id, type(r), b.id, r.body
"""

_TABLES = (EDGE_BODIES, PUT_NODES, PUT_EDGES, DROP_EDGES, WALKS)
ALL = frozenset(
    (
        *(statement for migration in MIGRATIONS for statement in migration),
        *(INDEXES_READY, VERSION, IS_USED, MIGRATED, LOCK, TURN, SHUT_GATE, OPEN_GATE),
        *(NEWEST, IS_DONE, MARK_DONE, JOURNAL, JOURNAL_OF, PUT_REVISION, PUT_CHANGES),
        *CLEAR,
        *(NODES, NODE_BODIES, EDGES_AT, DROP_NODES, SEEDS, EDGES_AMONG),
        *(statement for table in _TABLES for statement in table.values()),
    )
)
