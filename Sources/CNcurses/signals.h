#pragma once

/*
 * Signal handlers are C: Swift promises nothing about what runs inside a handler. Each install function sets the
 * variable and installs the handler that reads it, because every object file that calls it has its own copy of both.
 */

static volatile int signal_bytes_descriptor = -1;

static void signal_bytes_write(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  ssize_t written = write(signal_bytes_descriptor, &byte, 1);
  (void)written; /* A full pipe already wakes the loop. */
  errno = saved;
}

/* Declared by glibc only under _GNU_SOURCE, which is too late to define for an importer of Glibc. */
extern int pipe2(int ends[2], int flags);

/* Writes the number of each signal into the pipe. A child's exec puts the default action back by itself. */
static int signal_bytes_install(int descriptor, const int *numbers, int count) {
  struct sigaction action = {0};
  int failures = 0;
  signal_bytes_descriptor = descriptor;
  action.sa_handler = signal_bytes_write;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < count; i++) failures += sigaction(numbers[i], &action, NULL) != 0;
  return failures;
}

/* Before the pipe is closed: a handler that still runs must not write into whatever gets its number next. */
static void signal_bytes_forget(int descriptor) {
  if (signal_bytes_descriptor == descriptor) signal_bytes_descriptor = -1;
}

/* SIG_DFL is a cast, and sa_handler a member of a union. */
static inline int signal_set_default(int number) {
  struct sigaction action = {0};
  action.sa_handler = SIG_DFL;
  sigemptyset(&action.sa_mask);
  return sigaction(number, &action, NULL);
}

/* SIG_IGN is a cast too. */
static inline int signal_is_ignored(int number) {
  struct sigaction action = {0};
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/*
 * Stops the process group with SIGTSTP or SIGTTOU and returns when it is continued. First the others, then this very
 * thread: a stop that is sent to a process with several threads may be taken by another one, after this one has put
 * its handlers back.
 *
 * We stop once. A thread that is still in the handler holds the signal blocked, and what is blocked is kept even if it
 * is ignored: ignoring it again drops that. Our own waits blocked, so that any stop before it drops it when we continue.
 */
static inline void signal_stop_group(int number) {
  struct sigaction ignore = {0};
  sigset_t stop, before;
  ignore.sa_handler = SIG_IGN;
  sigemptyset(&ignore.sa_mask);
  sigemptyset(&stop);
  sigaddset(&stop, number);
  pthread_sigmask(SIG_BLOCK, &stop, &before);
  sigaction(number, &ignore, NULL);
  kill(0, number);
  sigaction(number, &ignore, NULL);
  pthread_kill(pthread_self(), number);
  signal_set_default(number);
  pthread_sigmask(SIG_UNBLOCK, &stop, NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* A background process that changes the terminal stops with SIGTTOU, except while that is blocked. */
static inline int terminal_set_foreground(int descriptor, pid_t group) {
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &stop, &before);
  int result = tcsetpgrp(descriptor, group);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return result;
}

/* fcntl is variadic. A program that shared our terminal may leave it not waiting, and curses would spin. */
static inline void descriptor_set_waiting(int descriptor, int waits) {
  int flags = fcntl(descriptor, F_GETFL);
  if (flags >= 0) fcntl(descriptor, F_SETFL, waits ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
}

/* What gives the terminal back if the program crashes; owned by the caller, read by the handler. */
struct crash_restore {
  volatile sig_atomic_t armed;
  int chains; /* To the handlers found before. */
  pid_t owner; /* A child between fork and exec must not touch its parent's terminal. */
  int descriptor;
  const char *bytes;
  size_t count;
  struct termios modes;
  struct sigaction before[32]; /* By signal number: the crash signals are all below 32. */
};

/* With a value, or Swift's importer makes a declaration of it. */
static struct crash_restore *volatile crash_restore_current = NULL;

/*
 * A terminal that takes nothing for half a second loses what it has not read yet. Another thread may be in the middle of
 * a write, and holds the terminal: a flush does not wake it, stopping and starting the output does, and then it sees
 * that it shall not wait.
 */
static inline void crash_restore_terminal(struct crash_restore *restore) {
  int descriptor = restore->descriptor, flags = fcntl(descriptor, F_GETFL), waited = 0;
  size_t done = 0;
  fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
  for (int attempts = 0; done < restore->count && attempts < 500; attempts++) {
    ssize_t written = write(descriptor, restore->bytes + done, restore->count - done);
    if (written > 0) {
      done += (size_t)written;
    } else if (errno == EAGAIN && waited < 500) {
      poll(NULL, 0, 20);
      waited += 20;
    } else if (errno == EAGAIN) {
      tcflush(descriptor, TCOFLUSH);
      tcflow(descriptor, TCOOFF);
      tcflow(descriptor, TCOON);
      poll(NULL, 0, 1);
    } else if (errno != EINTR) {
      break;
    }
  }
  fcntl(descriptor, F_SETFL, flags);
  tcsetattr(descriptor, TCSANOW, &restore->modes);
}

static void crash_restore_run(int number) {
  struct crash_restore *restore = crash_restore_current;
  int saved = errno;
  if (restore->armed && restore->owner == getpid()) {
    restore->armed = 0;
    crash_restore_terminal(restore);
  }
  /*
   * Then what would have happened without us: the signal is held until this handler returns. Not Swift's own handler,
   * unless somebody asked for it: it waits for a key while other threads draw on.
   */
  if (restore->chains) sigaction(number, &restore->before[number], NULL);
  else signal_set_default(number);
  raise(number);
  errno = saved;
}

/* For a thread other than the one that draws, when that one is stuck in a write. */
static inline void crash_restore_leave(struct crash_restore *restore, int code) {
  if (restore->armed) {
    restore->armed = 0;
    crash_restore_terminal(restore);
  }
  _exit(code);
}

/* `numbers` are below 32. The actions found are kept in `restore` and follow after ours. */
static int crash_restore_install(struct crash_restore *restore, const int *numbers, int count) {
  struct sigaction action = {0};
  int failures = 0;
  crash_restore_current = restore;
  action.sa_handler = crash_restore_run;
  action.sa_flags = SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < count; i++)
    failures += sigaction(numbers[i], &action, &restore->before[numbers[i]]) != 0;
  return failures;
}
