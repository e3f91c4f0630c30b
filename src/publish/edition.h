#ifndef EDITION_H
#define EDITION_H

#include <glib.h>
#include <stdbool.h>

#include "base/diag.h"

/* An edition on disk, as one transaction:
 *
 *   output/.lock                       held while a run writes (OFD lock), the holder's pid inside
 *   output/.staging-PID/               what this run makes
 *   output/editions/ID/                complete and never changed; ID: first 16 digits of the
 * SHA-256 of manifest.json output/current -> editions/ID      the only name that moves; its rename
 * is the commit output/journal.jsonl               one line per commit, for people
 *
 * Whoever reads output/current sees the old edition or the new one, at any instant. */

struct edition_run;

enum edition_error { EDITION_OK, EDITION_LOCKED, EDITION_IO };

/* Takes the lock, removes what an ended run left, makes the staging directory. NULL: *error says
 * why, and it was reported. */
struct edition_run *edition_begin(const char *output, enum edition_error *error, struct diag *);

/* Where files of this edition are written: an absolute or relative path, borrowed. */
const char *edition_staging(const struct edition_run *);

/* A file of the edition: its name in it ("nl/leaving/tr.pdf"), its digest and size. */
struct edition_file {
    char *name, *sha256;
    gsize size;
    unsigned pages; /* 0: it has none */
};

/* Files of the current edition for which keep() says so, linked into staging, if its manifest
 * begins with the same head: the same inputs and tool. Appends to files (struct edition_file *). */
bool edition_keep(struct edition_run *, const char *head,
                  bool (*keep)(const char *name, void *data), void *data, GPtrArray *files,
                  struct diag *);

/* Writes manifest.json (the head, then the files, sorted by name) and SHA256SUMS, makes everything
 * durable and moves `current`. id: room for 17 bytes. false: it was reported, and nothing has
 * changed. */
bool edition_commit(struct edition_run *, const char *head, GPtrArray *files, char *id,
                    struct diag *);

/* Removes what was not committed and gives up the lock. */
void edition_end(struct edition_run *);

void edition_file_free(gpointer);

#endif
