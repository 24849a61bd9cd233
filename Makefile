# The user needs Python 3.11 or newer and make. Everything else is put into .venv.
.PHONY: run test lint format bench pins clean
.DELETE_ON_ERROR:

VENV := .venv/bin/python
STYLES := package.json package-lock.json $(wildcard assets/*.scss)

run: .venv/.install
	@$(VENV) -m graphapp serve $(ARGS)

test: lint
	$(VENV) -m pytest $(ARGS)

lint: .venv/.install
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	$(VENV) -m mypy

format: .venv/.install
	$(VENV) -m ruff check --fix .
	$(VENV) -m ruff format .

bench: .venv/.install
	@$(VENV) -m graphapp bench $(ARGS)
	@$(VENV) benchmarks/large_plan.py

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
