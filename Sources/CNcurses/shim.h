#pragma once

/* Wide characters in cells (cchar_t, add_wchnstr) and wcwidth are declared only with these two. */
#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* Macros that cast; Swift imports only plain numbers. */
static const attr_t curses_bold = A_BOLD;
static const attr_t curses_dim = A_DIM;
static const attr_t curses_underline = A_UNDERLINE;
static const attr_t curses_reverse = A_REVERSE;

/* Globals that curses changes: Swift 6 refuses them as unsafe. */
static inline WINDOW *curses_standard_window(void) { return stdscr; }
static inline WINDOW *curses_terminal_window(void) { return curscr; }
static inline int curses_lines(void) { return LINES; }
static inline int curses_columns(void) { return COLS; }
static inline int curses_colors(void) { return COLORS; }
static inline int curses_color_pairs(void) { return COLOR_PAIRS; }

/* stdout and stdin are globals too. */
static inline SCREEN *curses_new_terminal(const char *type) { return newterm(type, stdout, stdin); }

/* tigetstr has two ways to say no: (char *)-1 and NULL. */
static inline const char *curses_capability(const char *name) {
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

/* Glibc's Swift module hides wcwidth behind a feature macro. */
extern int wcwidth(wchar_t);
static inline int curses_column_width(unsigned int scalar) { return wcwidth((wchar_t)scalar); }

/* ioctl is variadic. */
static inline int terminal_size(int descriptor, struct winsize *size) {
  return ioctl(descriptor, TIOCGWINSZ, size);
}
static inline int terminal_unread(int descriptor) {
  int count = 0;
  return ioctl(descriptor, FIONREAD, &count) == 0 ? count : 0;
}

#include "signals.h"
