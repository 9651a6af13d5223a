#pragma once

/* What Swift's Glibc module leaves out. */

/* malloc_trim and mallopt: glibc keeps freed memory, an arena for each thread, until it is told otherwise. */
#include <malloc.h>

#include <sys/prctl.h>

/*
 * prctl is variadic. A process that is not dumpable leaves no core, wherever cores go, and other programs of the same
 * user cannot look into it: its memory holds the API key. A child is dumpable again after exec, and keeps its limits.
 */
static inline int process_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/* A global that Swift 6 refuses as unsafe. */
#include <unistd.h>
extern char **environ;
static inline char **process_environment(void) { return environ; }
