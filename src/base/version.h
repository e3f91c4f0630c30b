#ifndef VERSION_H
#define VERSION_H

/* Of the program: --version, the producer of a PDF, the generator of an e-book. */
#define FICHEPRESS_VERSION "0.1.0"

#endif
