# make serve   builds what is missing and serves the site on http://127.0.0.1:$(PORT)/
# make dev     serves and serves again what changed, with errors in the page
# make test    every check but the slow ones
# make test-all  every check there is; make test-slow: those that take minutes
# make check-deploy  the descriptions in deploy/, read by hadolint and by the schemas of Compose and Kubernetes
# make check-image   the images `site` and `renderer`: built, started and asked, where root and buildah are there
# make audit   known weaknesses of the locked packages, where their list can be reached
PORT ?= 8050
HOST ?= 127.0.0.1
# Browser tests mostly wait: more processes than cores.
TEST_PROCESSES ?= 3
export PORT HOST
PYTHON ?= python3
BIN := .venv/bin
BABEL := $(BIN)/python -m babel.messages.frontend -q
RUNTIME := .venv/.runtime
DEVELOPMENT := .venv/.development

.DEFAULT_GOAL := serve
.PHONY: serve dev coverage test test-all test-slow test-fast audit check check-deploy check-image data charts pictures browser nginx rclone engines messages reference translations lock bench bench-lighthouse bench-scale bench-load clean

serve: $(RUNTIME) browser data charts pictures
	$(BIN)/python -m dashboard serve

# Serves, and again whatever changes: charts, words, styles, scripts, code, data. Errors stand in the page.
dev: $(DEVELOPMENT) browser data
	$(BIN)/python -m dashboard develop

data: $(RUNTIME)
	$(BIN)/python -m etl build

# Says what is wrong with charts and words; the site serves those that are right.
charts: $(RUNTIME) data
	@$(BIN)/python -m dashboard check || echo "What is wrong is left out, or shown as it is. Going on."

pictures: $(RUNTIME) browser data
	$(BIN)/python -m dashboard prerender

test: $(DEVELOPMENT) browser nginx rclone pictures check
	$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist loadfile

test-all: $(DEVELOPMENT) browser nginx rclone engines pictures check
	$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist loadfile -m ""

# Which lines no test reaches, in the servers, workers and renderers that tests start too.
coverage: $(DEVELOPMENT) browser nginx rclone pictures
	rm -f .build/coverage*
	$(BIN)/coverage run -m pytest -n $(TEST_PROCESSES) --dist loadfile; $(BIN)/coverage combine -q && $(BIN)/coverage report

# Pure logic: no server, no browser, no drawings.
test-fast: $(DEVELOPMENT)
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow and not browser and not server"

test-slow: $(DEVELOPMENT) browser nginx rclone engines pictures
	$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist loadfile -m slow

audit: $(DEVELOPMENT)
	@sh deploy/audit-packages

check-deploy: $(RUNTIME)
	@sh deploy/check-descriptions

check-image: $(RUNTIME)
	@sh deploy/check-image

check: $(DEVELOPMENT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# Collects the English words of code and chart files.
messages: $(RUNTIME)
	@mkdir -p .build
	$(BABEL) extract --project=interpol-figures --version=1 -F dashboard/i18n/babel.cfg -k NN_:1,2 -k gettext_elements:2 --add-location=file --sort-by-file --width=110 -o .build/messages.pot dashboard

# Writes docs/extending.md and the JSON Schemas of docs/schemas from the schemas in the code.
reference: $(RUNTIME)
	$(BIN)/python docs/generate.py

# Brings the catalogues in step with them, and makes those of new languages; CHECK=--check changes nothing and fails where one is not.
translations: messages
	for language in $$(sed '1d;/^en,/d;s/,.*//' data/decisions/languages.csv); do $(BABEL) update --init-missing -i .build/messages.pot -d dashboard/i18n/locales -l $$language --no-fuzzy-matching --ignore-pot-creation-date --ignore-obsolete --width=110 $(CHECK) || exit 1; done

bench: $(DEVELOPMENT) browser pictures
	$(BIN)/python -m bench
	$(BIN)/python -m bench.cost
	$(BIN)/python -m bench.drafts

bench-lighthouse: $(DEVELOPMENT) browser pictures
	$(BIN)/python -m bench.lighthouse

bench-scale: $(DEVELOPMENT) browser pictures
	$(BIN)/python -m bench.scale

bench-load: $(DEVELOPMENT) browser pictures
	$(BIN)/python -m bench.load --rude 20

browser:
	@sh deploy/ensure-chromium

nginx:
	@sh deploy/ensure-program nginx nginx-light "the proxy"

rclone:
	@sh deploy/ensure-program rclone rclone "copying data between machines"

engines:
	@sh deploy/ensure-program firefox-esr firefox-esr "Firefox"
	@sh deploy/ensure-program WebKitWebDriver webkit2gtk-driver "WebKit"
	@sh deploy/ensure-program Xvfb xvfb "WebKit"

$(RUNTIME): requirements.lock pyproject.toml
	@sh deploy/ensure-venv "$(PYTHON)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(DEVELOPMENT): requirements-dev.lock pyproject.toml
	@sh deploy/ensure-venv "$(PYTHON)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(RUNTIME)

# Needs uv; writes hashes and no address of a registry.
lock:
	uv pip compile pyproject.toml --extra dev --generate-hashes --no-header --no-annotate --universal --python-version 3.11 --no-emit-index-url -q -o requirements-dev.lock
	uv pip compile pyproject.toml --generate-hashes --no-header --no-annotate --universal --python-version 3.11 --no-emit-index-url -c requirements-dev.lock -q -o requirements.lock

clean:
	rm -rf .venv data/published
