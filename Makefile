# fichepress: `make publish` builds and publishes the bundled sources, `make test` runs everything that gates.
# Modes: make MODE=debug, make MODE=asan; objects live in build/MODE.

MODE    ?= release
CC      ?= gcc
PREFIX  ?= /usr/local
DESTDIR ?=
JOBS    ?= $(shell nproc)

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:

PACKAGES := libxml-2.0 libxslt libexslt glib-2.0 gio-2.0 pango pangoft2 pangocairo harfbuzz harfbuzz-subset cairo fontconfig \
            libzip libdeflate libqpdf icu-i18n icu-uc libpng libjpeg
DEBIAN   := gcc libc6-dev make pkg-config libxml2-dev libxslt1-dev libpango1.0-dev libharfbuzz-dev libcairo2-dev libzip-dev \
            libdeflate-dev libqpdf-dev libicu-dev libglib2.0-dev libpng-dev libjpeg-dev libfontconfig-dev fontconfig fonts-linuxlibertine \
            fonts-noto-core fonts-liberation icc-profiles-free hyphen-nl hyphen-fr hyphen-de hyphen-en-gb
DEBIAN_TEST := perl python3 libxml2-utils qpdf poppler-utils mupdf-tools ghostscript libhyphen-dev jq unzip zip default-jre-headless=java \
            npm=npm clang-format docbook-xsl docbook-xml xsltproc
DEBIAN_ORACLE := fop ant mupdf-tools python3

BUILD    := build/$(MODE)
PROGRAM  := $(BUILD)/fichepress
LIBRARY  := $(BUILD)/libfichepress.a

OPTIMISE.release := -O2 -g -DG_DISABLE_CAST_CHECKS
OPTIMISE.debug   := -O0 -g3
OPTIMISE.asan    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
WARNINGS := -Wall -Wextra -Wshadow=local -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla -Wformat=2 \
            -Wno-missing-field-initializers

CFLAGS_ALL  = -std=c11 -D_GNU_SOURCE -DG_LOG_DOMAIN='"fichepress"' -Isrc $(OPTIMISE.$(MODE)) $(WARNINGS) -MMD -MP $(CFLAGS)
# Quiet where a package is missing: `make deps` says so in words.
CFLAGS_ALL += $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LIBS        = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lm
ifeq ($(MODE),asan)
LDFLAGS    += -fsanitize=address,undefined
endif

SOURCES  := $(filter-out src/main.c,$(sort $(wildcard src/*.c src/*/*.c)))
OBJECTS  := $(SOURCES:%.c=$(BUILD)/%.o)
UNITS    := $(sort $(wildcard tests/unit/*.c))
UNIT_BIN := $(UNITS:tests/%.c=$(BUILD)/tests/%)
MEASURES := $(sort $(wildcard tests/edition/*.c))
MEASURE_BIN := $(MEASURES:tests/%.c=$(BUILD)/tests/%)
BENCHES  := $(sort $(wildcard tests/bench/*.c))
SCRIPTS  := $(sort $(wildcard tests/*/*.t))

.PHONY: all deps deps-test publish test unit judge check layers lint format format-check asan bench epubcheck ace oracle clean help install \
        golden picture

all: $(PROGRAM)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

deps: ## install what is missing (Debian packages; needs root, else prints the command)
	@tools/deps $(DEBIAN)

deps-test: ## the same, with what the tests need
	@tools/deps $(DEBIAN) $(DEBIAN_TEST)

publish: deps ## build, and publish the bundled sources to output/
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@status=0; $(PROGRAM) build || status=$$?; test $$status = 0 -o $$status = 3

# All objects, not the library: two functions of one name are then an error.
$(PROGRAM): $(BUILD)/src/main.o $(OBJECTS)
	@echo "  link    $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(LIBRARY): $(OBJECTS)
	@echo "  archive $@"
	@rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/%.o: %.c
	@echo "  compile $<"
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS_ALL) -c -o $@ $<

$(BUILD)/tests/%: tests/%.c $(LIBRARY)
	@echo "  link    $@"
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS_ALL) -Itests $(LDFLAGS) -o $@ $< $(LIBRARY) $(LIBS)

$(BUILD)/tests/unit/layout_patterns: LIBS += -lhyphen # the oracle

unit: $(UNIT_BIN) ## the unit tests alone
	@prove --exec '' $(UNIT_BIN)

test: deps-test ## everything that gates
	@$(MAKE) --no-print-directory -j$(JOBS) all $(UNIT_BIN) $(MEASURE_BIN)
	@$(MAKE) --no-print-directory check
	@BUILD=$(BUILD) prove -j2 --timer --exec '' $(UNIT_BIN) $(SCRIPTS)

check: layers lint format-check ## rules of the code base

layers: ## the include rule
	@tools/layers

lint: ## file and function lengths, stray words
	@tools/lint

format: ## clang-format, in place
	@clang-format -i $$(git ls-files 'src/*.[ch]' 'tests/*.[ch]')

format-check:
	@clang-format --dry-run -Werror $$(git ls-files 'src/*.[ch]' 'tests/*.[ch]')

JUDGE ?= --seeds 1-150 --faults 3 --mutations 300
judge: all ## many random repositories against a second implementation of the rules
	@python3 tests/portal/judge.py --program $(PROGRAM) $(JUDGE)

oracle: ## the same FO set by Apache FOP as well: pages, words and lines compared (docs/oracle.md; UPDATE_GOLDEN=1 renews it)
	@tools/deps $(DEBIAN) $(DEBIAN_ORACLE)
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@python3 tests/oracle/oracle.py --program $(PROGRAM) --output build/oracle $(if $(UPDATE_GOLDEN),--write docs/oracle.md)

epubcheck: ## EPUBCheck on every e-book of the edition in output/
	@tools/epubcheck output/current/*/*/*.epub

ace: ## Ace by DAISY on the same (needs Node 20 and Chromium)
	@tools/ace output/current/*/*/*.epub

bench: ## speed of the text and of the painters
	@$(MAKE) --no-print-directory MODE=release $(BENCHES:tests/%.c=build/release/tests/%)
	@for program in $(BENCHES:tests/%.c=build/release/tests/%); do $$program; done

asan: ## the whole suite under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE) --no-print-directory MODE=asan test

picture: ## docs/pages.png from the edition in output/ (needs ImageMagick)
	@tools/picture

golden: all $(UNIT_BIN) $(MEASURE_BIN) ## rewrite the golden files; review with git diff
	@BUILD=$(BUILD) UPDATE_GOLDEN=1 prove --exec '' $(UNIT_BIN) $(SCRIPTS)

install: all ## PREFIX, DESTDIR
	@install -D $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/fichepress
	@for d in sources stylesheets fonts hyphenation docs/diagnostics; do \
		find $$d -type f -exec install -D -m 644 '{}' '$(DESTDIR)$(PREFIX)/share/fichepress/{}' \; ; done

clean: ## remove build/
	@rm -rf build

-include $(OBJECTS:.o=.d) $(BUILD)/src/main.d $(UNIT_BIN:=.d) $(MEASURE_BIN:=.d)
