"""The API: described as it is, answering as the commands do, in the shapes it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from graphapp import cli
from graphapp.core import open_map
from graphapp.exports.whole import from_json
from graphapp.store.journal import content
from graphapp.web import api as api_module
from graphapp.web import create_app
from tests.builders import changes, node, small_map
from tests.served import client, example_address, example_map
from tests.soup import answer

ASKED = {  # one question to every address, with words that the example answers
    "/owns": "?who=victoria+gent",
    "/answers": "?recommendation=5",
    "/path": "?a=victoria+gent&b=recommendation:5",
    "/search": "?q=neglect",
    "/ask": "?q=what+does+lee+own",
    "/leaves": "?who=victoria+gent",
    "/scenario-compare": "?one=/what-if/leaves/person:victoria-gent&other=/what-if/dropped/2019-01/1.2.1",
    "/moves": "?ref=1.2.1&to=2019-06",
    "/slips": "?strategy=neglect+strategy&months=3",
    "/stands-down": "?board=corporate+parenting+board",
    "/dropped": "?ref=1.2.1",
    "/hands-over": "?who=victoria+gent&to=jane+booth&only_orphaned=true",
    "/merges": "?post=Head+of+FARY&into=Head+of+SIA&edition=2018-11",
    "/replays": "?post=Head+of+FARY&old=2018-11&new=2019-01",
    "/rests-on": "?strategy=neglect+strategy",
    "/map": "?focus=recommendation:5",
    "/compare": "?old=2018-11&new=2019-01",
    "/backtest": "?old=2018-11&new=2019-01",
    "/nodes/{id}": "/api/nodes/action:2019-01/1.2.1",
    "/around/{id}": "/api/around/action:2019-01/1.2.1?depth=2",
    "/history/{number}": "/api/history/1",
}


def described() -> Any:
    return answer("/api/openapi.json")


def address_of(path: str) -> str:
    asked = ASKED.get(path, "")
    return asked if asked.startswith("/api") else f"/api{path}{asked}"


def wrong(shape: dict[str, Any], found: Any, shapes: dict[str, Any], where: str = "answer") -> Iterator[str]:
    """What of an answer is not as its JSON schema says: of the words that the description uses."""
    if "$ref" in shape:
        shape = shapes[shape["$ref"].rpartition("/")[2]]
    for part in shape.get("allOf", ()):
        yield from wrong(part, found, shapes, where)
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    named = shape.get("type", [])
    wanted = tuple(kinds[name] for name in ([named] if isinstance(named, str) else named))
    if wanted and not isinstance(found, wanted):
        yield f"{where} is {type(found).__name__}"
    elif "enum" in shape and found not in shape["enum"]:
        yield f"{where} is {found!r}"
    elif isinstance(found, dict):
        yield from (f"{where} lacks {name}" for name in shape.get("required", ()) if name not in found)
        for name, value in found.items():
            known = shape.get("properties", {}).get(name, shape.get("additionalProperties", {}))
            yield from wrong(known, value, shapes, f"{where}.{name}")
    elif isinstance(found, list):
        for at, value in enumerate(found):
            yield from wrong(shape.get("items", {}), value, shapes, f"{where}[{at}]")


def test_every_route_is_described_and_every_description_has_its_route() -> None:
    routes = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule).removeprefix("/api")
        for rule in client().application.url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }
    assert routes - {"/openapi.json"} == set(described()["paths"])


def test_the_description_is_openapi_of_version_3_1_and_all_its_references_lead_somewhere() -> None:
    found = described()
    assert found["openapi"].startswith("3.1")
    assert found["info"]["version"]
    shapes = found["components"]["schemas"]
    assert set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(found))) <= set(shapes)
    for path, methods in found["paths"].items():
        assert list(methods) == ["get"], "all is reading only"
        inside = {param["name"] for param in methods["get"]["parameters"] if param["in"] == "path"}
        assert inside == set(re.findall(r"{(\w+)}", path))


@pytest.mark.parametrize("path", [question.path for question in api_module.QUESTIONS])
def test_an_answer_has_the_shape_that_the_description_says(path: str) -> None:
    found = described()
    shape = found["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    told = answer(address_of(path))
    assert told
    assert list(wrong(shape, told, found["components"]["schemas"]))[:5] == []


def test_a_word_that_may_be_repeated_is_a_list_in_the_description() -> None:
    shapes = {
        (path, param["name"]): param["schema"]
        for path, methods in described()["paths"].items()
        for param in methods["get"]["parameters"]
    }
    lists = {where for where, schema in shapes.items() if schema.get("type") == "array"}
    assert lists == {("/hands-over", "action"), ("/merges", "post"), ("/explore", "kind"), ("/explore", "relation")}


def test_the_shape_of_an_error_is_the_one_described() -> None:
    shapes = described()["components"]["schemas"]
    told = answer("/api/owns?who=nobody+known", status=404)
    assert list(wrong(shapes["Error"], told, shapes)) == []
    assert list(wrong(shapes["Error"], {"error": {"status": "404"}}, shapes)) != []


@pytest.mark.parametrize(
    ("command", "address"),
    [
        (["owns", "victoria gent"], "/api/owns?who=victoria+gent"),
        (["owns", "Chair of LSCB", "--edition", "2018-11"], "/api/owns?who=Chair+of+LSCB&edition=2018-11"),
        (["owns", "victoria gent", "--on", "2019-06-01"], "/api/owns?who=victoria+gent&on=2019-06-01"),
        (["answers", "5"], "/api/answers?recommendation=5"),
        (["answers", "1", "--edition", "2018-11"], "/api/answers?recommendation=1&edition=2018-11"),
        (["gaps"], "/api/gaps"),
        (["gaps", "--on", "2018-12-01", "--edition", "2018-11"], "/api/gaps?on=2018-12-01&edition=2018-11"),
        (["path", "jane booth", "recommendation 5"], "/api/path?a=jane+booth&b=recommendation+5"),
        (["leaves", "victoria gent"], "/api/leaves?who=victoria+gent"),
        (["moves", "1.2.1", "june 2019"], "/api/moves?ref=1.2.1&to=june+2019"),
        (["moves", "3.4.3", "2019-04", "--milestone", "1"], "/api/moves?ref=3.4.3&to=2019-04&milestone=1"),
        (["slips", "neglect strategy", "june 2019"], "/api/slips?strategy=neglect+strategy&to=june+2019"),
        (["slips", "neglect strategy", "--months", "2"], "/api/slips?strategy=neglect+strategy&months=2"),
        (["stands-down", "corporate parenting board"], "/api/stands-down?board=corporate+parenting+board"),
        (["stands-down", "lscb", "--edition", "2018-11"], "/api/stands-down?board=lscb&edition=2018-11"),
        (["dropped", "1.2.1"], "/api/dropped?ref=1.2.1"),
        (["dropped", "4.7.2#2", "--edition", "2018-11"], "/api/dropped?ref=4.7.2%232&edition=2018-11"),
        (["hands-over", "victoria gent"], "/api/hands-over?who=victoria+gent"),
        (
            [
                "hands-over",
                "victoria gent",
                "--to",
                "jane booth",
                "--only-orphaned",
                "--action",
                "4.4.3=rose howley",
                "--action",
                "6.2.1=rachel rump",
            ],
            "/api/hands-over?who=victoria+gent&to=jane+booth&only_orphaned=yes&action=4.4.3%3Drose+howley"
            "&action=6.2.1%3Drachel+rump",
        ),
        (["merges", "Head of FARY", "--into", "Head of All"], "/api/merges?post=Head+of+FARY&into=Head+of+All"),
        (
            ["merges", "Head of FARY", "Head of SIA", "--into", "Head of Both", "--edition", "2018-11"],
            "/api/merges?post=Head+of+FARY&post=Head+of+SIA&into=Head+of+Both&edition=2018-11",
        ),
        (["replays", "Head of FARY", "2018-11", "2019-01"], "/api/replays?post=Head+of+FARY&old=2018-11&new=2019-01"),
        (
            ["rests-on", "neglect strategy", "--edition", "2018-11"],
            "/api/rests-on?strategy=neglect+strategy&edition=2018-11",
        ),
        (["dependencies"], "/api/dependencies"),
        (["compare", "2018-11", "2019-01"], "/api/compare"),
        (["backtest", "2018-11", "2019-01"], "/api/backtest?old=2018-11&new=2019-01"),
        (["path", "jane booth", "recommendation 9", "--weak"], "/api/path?a=jane+booth&b=recommendation+9&weak=true"),
    ],
)
def test_the_api_answers_as_the_command_does(command: list[str], address: str) -> None:
    result = CliRunner().invoke(cli.main, [*command, "--json", "--map", example_address()])
    assert result.exit_code == 0, result.stderr
    assert answer(address) == json.loads(result.stdout)


def test_the_actions_are_filtered_as_on_their_page() -> None:
    whole, some = answer("/api/actions"), answer("/api/actions?lead=person:victoria-gent&recommendation=5")
    assert len(whole["actions"]) == whole["total"] == 133
    assert 0 < len(some["actions"]) < 20
    assert all("5" in row["recommendations"] for row in some["actions"])
    told = client().get("/actions.csv?lead=person:victoria-gent&recommendation=5").get_data(as_text=True)
    assert [row["id"] for row in some["actions"]] == [line.split(",")[0] for line in told.splitlines()[1:]]


def test_around_takes_a_depth_and_holds_no_edge_without_its_ends() -> None:
    near, far = (answer(f"/api/around/action:2019-01/1.2.1?depth={depth}") for depth in (1, 2))
    ids = {one["id"] for one in near["nodes"]}
    assert ids < {one["id"] for one in far["nodes"]}
    assert all({edge["source"], edge["target"]} <= ids for edge in near["edges"])


def test_a_node_comes_with_the_edges_that_touch_it_and_no_others() -> None:
    found = answer("/api/nodes/action:2019-01/1.2.1")
    assert found["props"]["ref"] == "1.2.1"
    assert {edge["kind"] for edge in found["edges"]} >= {"ADDRESSES", "LEADS", "PART_OF", "PRODUCES"}
    assert all(found["id"] in (edge["source"], edge["target"]) for edge in found["edges"])


def test_the_export_is_the_whole_map_and_can_be_taken_back() -> None:
    text = client().get("/api/export").get_data(as_text=True)
    taken = from_json(text, "export", "someone")
    nodes, edges = content(example_map().store)
    assert {one.id: one for one in taken.nodes} == nodes
    assert {one.id: one for one in taken.edges} == edges


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/owns", 400, "Say who"),
        ("/api/path?a=gent", 400, "Say b"),
        ("/api/owns?who=gent&on=someday", 400, "not a month or a day"),
        ("/api/path?a=gent&b=recommendation:5&weak=perhaps", 400, "neither true nor false"),
        ("/api/path?a=victoria+gent&b=victoria+gent", 400, "two different things"),
        ("/api/around/recommendation:5?depth=99", 400, "not a number from 0 to 8"),
        ("/api/moves?ref=1.2.1", 400, "Say to"),
        ("/api/moves?ref=1.2.1&to=31+February+2019", 400, "31 February 2019"),
        ("/api/moves?ref=1.2.1&to=June+2019&milestone=two", 400, "not a number from 1"),
        ("/api/moves?ref=99.9&to=June+2019", 404, "99.9"),
        (f"/api/moves?ref=1.2.1&to=June+2019&milestone={'9' * 5000}", 400, "not a number from 1"),
        ("/api/slips?strategy=neglect+strategy", 400, "either to which date"),
        ("/api/slips?strategy=neglect+strategy&to=June+2019&months=3", 400, "either to which date"),
        ("/api/slips?strategy=neglect+strategy&to=2019-13", 400, "2019-13"),
        ("/api/slips?strategy=neglect+strategy&to=2019-01", 400, "a later month"),
        ("/api/slips?strategy=neglect+strategy&months=-3", 400, "not a number"),
        ("/api/slips?strategy=neglect+strategy&months=0", 400, "1 to 120"),
        ("/api/stands-down?board=moon+board", 404, "moon board"),
        ("/api/dropped?ref=99.9", 404, "2019-01 has no action '99.9'"),
        ("/api/hands-over?who=victoria+gent&only_orphaned=true", 400, "Say to whom"),
        ("/api/hands-over?who=victoria+gent&to=nobody+known", 404, "nobody known"),
        ("/api/hands-over?who=victoria+gent&action=1.1.1=jane+booth", 400, "leads no action 1.1.1"),
        ("/api/merges?post=Head+of+FARY", 400, "Say into"),
        ("/api/merges?into=Head+of+All", 400, "Say post"),
        ("/api/replays?post=Head+of+FARY&old=1999-01", 404, "1999-01"),
        ("/api/compare?old=2019-01&new=2019-01", 404, "cannot be compared with itself"),
        ("/api/actions?due_before=someday", 400, "not a month or a day"),
        ("/api/gaps?edition=1999-01", 404, "no edition 1999-01"),
        ("/api/nodes/person:nobody", 404, "person:nobody"),
        ("/api/history/99", 404, "no revision 99"),
        ("/api/history/many", 404, "nothing at this address"),
        ("/api/nothing", 404, "nothing at this address"),
        ("/api/owns?who=head", 404, "may mean any of"),
    ],
)
def test_what_cannot_be_answered_gets_a_sentence_in_the_one_shape(address: str, status: int, words: str) -> None:
    error = answer(address, status=status)["error"]
    assert set(error) == {"status", "message", "candidates"}
    assert error["status"] == status
    assert words in error["message"]


def test_words_that_fit_several_list_them_as_candidates() -> None:
    found = answer("/api/owns?who=head", status=404)["error"]["candidates"]
    assert len(found) > 1
    assert all(set(one) == {"id", "name"} for one in found)
    assert answer(f"/api/owns?who={found[0]['id']}")["who"]["id"] == found[0]["id"]


def test_nothing_can_be_sent_to_the_api() -> None:
    for method in ("post", "put", "delete", "patch"):
        told = getattr(client(), method)("/api/gaps")
        assert told.status_code == 405
        assert told.get_json()["error"]["status"] == 405
        assert "GET" in told.headers["Allow"]


def test_an_answer_is_not_sent_again_until_the_map_changes(map_address: str) -> None:
    with open_map(map_address) as found:
        found.commit(small_map())
        reader = create_app(accountability_map=found).test_client()
        first = reader.get("/api/boards")
        again = reader.get("/api/boards", headers={"If-None-Match": first.headers["ETag"]})
        found.commit(changes(node("organization:other", "Other Board", classification="board")))
        later = reader.get("/api/boards", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert later.status_code == 200
    assert len(later.get_json()["boards"]) == 2
    assert later.headers["ETag"] != first.headers["ETag"]


def test_answers_are_utf8_json_with_names_as_written() -> None:
    told = client().get("/api/documents")
    assert told.content_type == "application/json"
    assert "Children's Services" in told.get_data(as_text=True)
