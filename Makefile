# The user needs Python 3.11 or newer and make. Everything else is put into .venv.
.PHONY: run test lint format bench pictures pins clean
.DELETE_ON_ERROR:

VENV := .venv/bin/python
# Last: what names the classes that the style sheet keeps.
STYLES := package.json package-lock.json $(wildcard assets/*) $(wildcard templates/*.html templates/*/*.html graphapp/pictures/*.py)

run: .venv/.install
	@$(VENV) -m graphapp serve $(ARGS)

test: lint
	$(VENV) -m pytest -n auto --maxprocesses 4 $(ARGS)

lint: .venv/.install
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	$(VENV) -m mypy

format: .venv/.install
	$(VENV) -m ruff check --fix .
	$(VENV) -m ruff format .

bench: .venv/.install
	@$(VENV) -m graphapp bench --more $(ARGS)

# The pictures that README shows. It needs Chromium.
pictures: .venv/.install
	@$(VENV) tools/pictures.py

# A Neo4j server for trying it out, on this machine only; its data stays in .neo4j. Needs Java 17 and Maven.
neo4j: .venv/.install
	@$(VENV) -m tools.neo4j_server .neo4j

.venv/.packages: constraints.txt tools/setup.sh
	@tools/setup.sh packages

.venv/.install: .venv/.packages pyproject.toml hatch_build.py $(STYLES)
	@tools/setup.sh install

# Pin the newest releases that pyproject.toml allows. Run it after changing a dependency, then run make test.
pins:
	@tools/pins.sh

clean:
	rm -rf .venv build dist node_modules graphapp/web/static/app.css *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find graphapp tests -name __pycache__ -type d -prune -exec rm -rf {} +
