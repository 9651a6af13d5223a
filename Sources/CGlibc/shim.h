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

/*
 * Swift reads the arguments from /proc/self/cmdline, and has none in a chroot without /proc. A new process finds them on
 * its stack: argc, argv, NULL, and then the environment, which nobody must have changed before. NULL if they are not there.
 */
static inline char **process_arguments(int *count) {
  char **end = environ ? environ - 1 : NULL;
  int found = 0;
  if (!end || *end) return NULL;
  while (found < 1 << 20 && (long)end[-1 - found] != found) found++;
  if ((long)end[-1 - found] != found) return NULL;
  *count = found;
  return end - found;
}
