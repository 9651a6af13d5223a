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

/*
 * As the run loop of Foundation does on Linux: Dispatch reports work for the main queue on an event descriptor. The two
 * functions are in no header.
 */
#include <poll.h>
#include <stdint.h>
#include <unistd.h>
extern int _dispatch_get_main_queue_handle_4CF(void);
extern void _dispatch_main_queue_callback_4CF(void *);
static inline __attribute__((noreturn)) void main_queue_serve(void) {
  struct pollfd events = {.fd = _dispatch_get_main_queue_handle_4CF(), .events = POLLIN};
  for (;;) {
    uint64_t count;
    if (poll(&events, 1, -1) > 0 && read(events.fd, &count, sizeof count) > 0) _dispatch_main_queue_callback_4CF(NULL);
  }
}

/*
 * Signals that come from outside are taken by a thread that does nothing else: no system call of another one is
 * interrupted, and a write that blocks holds up no handler. The signals of a fault stay with the thread that made it, as
 * in Dispatch's threads. Returns 0, or an errno; then nothing has changed.
 */
#include <pthread.h>
#include <signal.h>
static void *signals_wait(void *before) {
  pthread_sigmask(SIG_SETMASK, (const sigset_t *)before, NULL);
  for (;;) pause();
}

static inline int signals_take_on_own_thread(void) {
  static sigset_t before;
  static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGSYS, SIGABRT};
  sigset_t blocked;
  pthread_t thread;
  pthread_attr_t attributes;
  int failure;
  sigfillset(&blocked);
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) sigdelset(&blocked, faults[i]);
  pthread_sigmask(SIG_SETMASK, &blocked, &before);
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, 256 << 10);
  failure = pthread_create(&thread, &attributes, signals_wait, &before);
  pthread_attr_destroy(&attributes);
  if (failure != 0) pthread_sigmask(SIG_SETMASK, &before, NULL);
  return failure;
}

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
