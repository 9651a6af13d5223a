"""A program in a pseudo-terminal, and what it costs: each chunk of output with its time, and /proc."""

import fcntl
import os
import re
import signal
import statistics
import struct
import termios
import threading
import time

# Escape sequences, so that what is left is what a person sees.
SEQUENCE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]+[0-~]|\x1b[0-~]|[\x00-\x1f]")

DOWN, PAGE_DOWN = "B", "6~"


def visible(output):
    """b'\\x1b[1;2Hab \\x1b[mc' -> b'ab c'"""
    return SEQUENCE.sub(b"", output)


def median(values):
    return statistics.median(values) if values else None


def percentile(values, percent):
    """The smallest value that `percent` of them do not exceed."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, -(-len(ordered) * percent // 100) - 1)]


class Program:
    """Runs until `close`. Times are in seconds on the monotonic clock."""

    def __init__(self, command, environment, columns=120, rows=36, folder=None):
        self.chunks = []
        self.ended = False
        self._news = threading.Condition()
        self.started, self.pid, self._terminal = self._start(command, environment, columns, rows, folder)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _start(self, command, environment, columns, rows, folder):
        terminal, inside = os.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        # The moment before exec, told by the child: without the cost of our fork, and however late we are woken.
        starting, started = os.pipe2(os.O_CLOEXEC)
        pid = os.fork()
        if pid == 0:
            try:
                os.setsid()
                fcntl.ioctl(inside, termios.TIOCSCTTY, 0)
                for descriptor in (0, 1, 2):
                    os.dup2(inside, descriptor)
                if folder:
                    os.chdir(folder)
                os.close(terminal)
                os.close(inside)
                os.write(started, struct.pack("d", time.monotonic()))
                os.execvpe(command[0], command, environment)
            finally:
                os._exit(127)
        os.close(inside)
        os.close(started)
        moment = struct.unpack("d", os.read(starting, 8))[0]
        os.close(starting)
        return moment, pid, terminal

    def _read(self):
        while True:
            try:
                data = os.read(self._terminal, 1 << 16)
            except OSError:
                data = b""
            moment = time.monotonic()
            with self._news:
                if data:
                    self.chunks.append((moment, data))
                else:
                    self.ended = True
                self._news.notify_all()
            if not data:
                return

    # -- what it wrote

    def output(self, since=0):
        return b"".join(data for _, data in self.chunks[since:])

    def size(self, since=0):
        return sum(len(data) for _, data in self.chunks[since:])

    def wait_for(self, condition, timeout=20):
        """The time of the chunk after which `condition(output)` held."""
        end = time.monotonic() + timeout
        output, seen = b"", 0
        while True:
            while seen < len(self.chunks):
                moment, data = self.chunks[seen]
                output += data
                seen += 1
                if condition(output):
                    return moment
            with self._news:
                left = end - time.monotonic()
                if left <= 0 or (self.ended and seen == len(self.chunks)):
                    raise TimeoutError("it never showed; the last it wrote: %r" % visible(output)[-600:])
                if seen == len(self.chunks):
                    self._news.wait(left)

    def first_paint(self, timeout=20):
        return self.wait_for(lambda output: visible(output).strip(), timeout) - self.started

    def shows(self, text, timeout=20):
        return self.wait_for(lambda output: text in visible(output), timeout) - self.started

    def wait_chunk(self, seen, seconds):
        """Whether anything came after the first `seen` chunks."""
        with self._news:
            return self._news.wait_for(lambda: len(self.chunks) > seen, seconds)

    def settle(self, silence=0.1, timeout=60):
        """Until nothing came for `silence` seconds."""
        end = time.monotonic() + timeout
        while time.monotonic() < end and not self.ended:
            seen = len(self.chunks)
            with self._news:
                if seen == len(self.chunks) and not self._news.wait(silence):
                    return

    # -- what it is told

    def write(self, data):
        os.write(self._terminal, data)

    def key(self, name):
        """Down and PageDown in the form that the program requested (DECCKM), else text as it is."""
        if name == DOWN:
            return b"\x1bOB" if b"\x1b[?1h" in self.output() else b"\x1b[B"
        return b"\x1b[6~" if name == PAGE_DOWN else name.encode()

    def press(self, name, times, silence=0.03, wait=1.0):
        """Each key after the redraw of the one before.

        Gives for each that was answered (bytes, seconds to its last byte before `silence`), and how many were not.
        """
        key = self.key(name)
        self.settle(max(silence, 0.1))
        answers, unanswered = [], 0
        for _ in range(times):
            seen = len(self.chunks)
            pressed = time.monotonic()
            self.write(key)
            if not self.wait_chunk(seen, wait):
                unanswered += 1
                continue
            self.settle(silence)
            answers.append((self.size(seen), self.chunks[-1][0] - pressed))
        return answers, unanswered

    def burst(self, name, times):
        """All keys in one go: (bytes, seconds from the last key to the last byte)."""
        key = self.key(name)
        self.settle(0.2)
        seen = len(self.chunks)
        for _ in range(times):
            self.write(key)
        pressed = time.monotonic()
        self.wait_chunk(seen, 2)
        self.settle(0.2)
        return self.size(seen), max(0.0, self.chunks[-1][0] - pressed)

    # -- what it costs

    def memory(self):
        """(resident now, at most so far), in bytes."""
        with open("/proc/%d/status" % self.pid) as status:
            fields = dict(line.split(":", 1) for line in status)
        return tuple(int(fields[name].split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))

    def processor_time(self):
        """Seconds of CPU, to the nanosecond: the clock of the process (clock_getcpuclockid)."""
        return time.clock_gettime((~self.pid << 3) | 2)

    def wake_ups(self):
        """How often each of its threads gave up the processor to wait, so far."""
        counts = {}
        for task in os.listdir("/proc/%d/task" % self.pid):
            with open("/proc/%d/task/%s/status" % (self.pid, task)) as status:
                counts[task] = int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", status.read(), re.M)[1])
        return counts

    def idle(self, seconds=5.0, rest=8.0):
        """(bytes, percent of a processor, wake-ups) while no key is pressed.

        It begins after `rest` seconds, when worker threads that had nothing to do for five have ended.
        """
        self.settle(0.5)
        time.sleep(rest)
        bytes_before, time_before, wakes_before = self.size(), self.processor_time(), self.wake_ups()
        time.sleep(seconds)
        used = 100 * (self.processor_time() - time_before) / seconds
        wakes = sum(count - wakes_before.get(task, 0) for task, count in self.wake_ups().items())
        return self.size() - bytes_before, used, wakes

    def close(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                break
            end = time.monotonic() + 2
            while time.monotonic() < end:
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    self._reader.join(1)
                    os.close(self._terminal)
                    return
                time.sleep(0.005)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
