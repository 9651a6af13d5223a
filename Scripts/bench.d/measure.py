"""One function a line of the table, or a few that belong together. Each starts the program again."""

import collections
import re
import time

import service
from subjects import FIRST
from terminal import DOWN, PAGE_DOWN, Program, visible

MIB, MB = 1 << 20, 1_000_000


def start(subject, timeout=30):
    program = Program(subject.command, subject.environment, folder=subject.folder)
    program.shows(FIRST, timeout)
    program.settle(0.3)
    return program


def without_preview(program):
    """`v` goes from below to beside to off."""
    for _ in range(2):
        program.write(b"v")
        program.settle(0.1)


def start_up(subject, runs):
    """Seconds to the first paint and to the first row, as two lists."""
    paints, rows = [], []
    for _ in range(runs):
        with Program(subject.command, subject.environment, folder=subject.folder) as program:
            paints.append(program.first_paint())
            rows.append(program.shows(FIRST))
            program.settle(0.1)
    return paints, rows


def resident(subject):
    """(bytes resident with the first page on the screen, at most so far)"""
    with start(subject) as program:
        return program.memory()


def steps(subject, prepare=None):
    """↓ on the first screen and ↓ that scrolls, as lists of (bytes, seconds); the first is empty in less."""
    with start(subject) as program:
        if prepare:
            prepare(program)
        within = program.press(DOWN, 12)[0] if subject.in_page else []
        program.press(DOWN, 28, silence=0.01)
        return within, program.press(DOWN, 100)[0]


def burst(subject, prepare=None):
    """(bytes, seconds behind the last key) of 100 ↓ over rows that are there already."""
    with start(subject) as program:
        if prepare:
            prepare(program)
        program.press(DOWN, 120, silence=0.01)
        program.write(subject.home.encode())
        program.settle(0.3)
        return program.burst(DOWN, 100)


def form_keys(subject, rows):
    """Seconds from a key in the value of a condition to its redraw, and to the last one, with the counts: two lists."""
    with start(subject) as program:
        load_everything(program, rows)
        for keys in (b"f", b"scene", b"\t", b"\t"):
            program.write(keys)
            program.settle(0.5)
        keys, counts = [], []
        for letter in b"travelling":
            seen, moment = len(program.chunks), time.monotonic()
            program.write(bytes([letter]))
            if not program.wait_chunk(seen, 1):
                raise TimeoutError("a key in the form changed nothing")
            keys.append(first_frame(program, seen) - moment)
            program.settle(0.5)
            counts.append(program.chunks[-1][0] - moment)
        return keys, counts


Passed = collections.namedtuple("Passed", "pressed lost frames rows")


def page_through(subject, rows, prepare=None):
    """PgDn until `rows` were passed, each after what the one before set off.

    `lost` counts keys that nothing answered, `frames` are the seconds from a key to the last byte of its redraw.
    """
    with start(subject) as program:
        if prepare:
            prepare(program)
        key, frames, lost, pressed, row = program.key(PAGE_DOWN), [], 0, 0, 0
        while row < rows:
            for _ in range(20):
                seen, moment = len(program.chunks), time.monotonic()
                program.write(key)
                pressed += 1
                if not program.wait_chunk(seen, 1):
                    lost += 1
                    continue
                frames.append(first_frame(program, seen) - moment)
                program.settle(0.012)
            before, row = row, last_row(program)
            if row == before:
                break
        return Passed(pressed, lost, frames, row)


def last_row(program):
    """The last row on the screen, read from a full redraw, because curses otherwise sends only the digits that changed."""
    seen = len(program.chunks)
    program.write(b"\x0c")
    program.settle(0.2)
    numbers = re.findall(rb"Note (\d{7})", visible(program.output(seen)))
    return max((int(number) - service.OFFSET for number in numbers), default=0)


def first_frame(program, seen, silence=0.002):
    """When the last chunk of the first redraw after `seen` came: a page that arrives later is a redraw of its own."""
    program.settle(silence)
    chunks = program.chunks[seen:]
    last = chunks[0][0]
    for moment, _ in chunks[1:]:
        if moment - last > silence:
            break
        last = moment
    return last


def idle(subject):
    with start(subject) as program:
        return program.idle()


def load_everything(program, rows, timeout=900):
    """`G` `G`, and Enter at its question, until the last row is on the screen: the seconds that took."""
    started = time.monotonic()
    program.write(b"GG")
    program.settle(0.3, timeout=3)
    program.write(b"\r")
    while True:
        # The spinner moves as long as pages come.
        program.settle(1, timeout)
        ended = program.chunks[-1][0]
        if last_row(program) >= rows:
            return ended - started
        if time.monotonic() - started > timeout:
            raise TimeoutError("the last row never came; row %d was the last" % last_row(program))
