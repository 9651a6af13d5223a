"""Measures memtui beside less and tig and prints one table. Scripts/bench builds memtui and starts this."""

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time

import export
import measure
import service
import subjects
from measure import MB, MIB
from terminal import Program, median, percentile

PARTS = ("start", "keys", "form", "pages", "idle", "memory", "export")


class Table:
    def __init__(self):
        self.lines = []

    def add(self, what, goal, memtui, less=None, tig=None, holds=None):
        """`holds` is whether memtui meets its goal; None where there is none."""
        line = (what, goal, memtui, less or "n/a", tig or "n/a", holds)
        self.lines.append(line)
        print("   %s: %s" % (what, memtui), file=sys.stderr)

    def __str__(self):
        heads = ("what", "goal", "memtui", "less", "tig")
        rows = [heads] + [line[:5] for line in self.lines]
        widths = [max(len(row[column]) for row in rows) for column in range(5)]
        marks = [" "] + [{True: " ", None: " ", False: "!"}[line[5]] for line in self.lines]
        text = []
        for mark, row in zip(marks, rows):
            text.append("%s %s" % (mark, "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()))
        text.insert(1, "  " + "  ".join("-" * width for width in widths))
        return "\n".join(text)


def ms(seconds, digits=1):
    return "%.*f ms" % (digits, seconds * 1000)


def spread(times):
    return "%s (least %s)" % (ms(median(times)), ms(min(times)))


def mb(count):
    return "%.1f MB" % (count / MB)


def latency(url, rows):
    """Seconds from a request for the first page on a new connection to its last byte, the median of 15."""
    host, times = url.removeprefix("http://"), []
    body = json.dumps({"user_id": "rows-%d" % rows, "page": 1, "size": 50})
    for _ in range(15):
        started = time.monotonic()
        connection = http.client.HTTPConnection(host)
        connection.request("POST", "/get/memory", body, {"Content-Type": "application/json"})
        connection.getresponse().read()
        times.append(time.monotonic() - started)
        connection.close()
    return median(times)


def calls(url):
    """Pages requested since the last time."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"))
    connection.request("GET", "/calls")
    count = int(connection.getresponse().read())
    connection.close()
    return count


def measure_start_up(table, everyone, url, runs):
    wait = latency(url, subjects.HISTORY)
    figures = [measure.start_up(subject, runs) for subject in everyone]
    paint, first_row = (median(times) for times in figures[0])
    table.add("exec to first paint", "<= 5 ms", *(spread(figure[0]) for figure in figures), holds=paint <= 0.005)
    table.add(
        "exec to memories on screen", "<= %s (service %s + 10)" % (ms(wait + 0.010), ms(wait)),
        *(spread(figure[1]) for figure in figures), holds=first_row <= wait + 0.010)
    resident = [measure.resident(subject) for subject in everyone]
    table.add(
        "RSS with one page (at most so far)", "<= 20 MB",
        *("%s (%s)" % (mb(now), mb(most)) for now, most in resident), holds=resident[0][0] <= 20 * MB)


def key_words(answers):
    sizes, times = [size for size, _ in answers], [moment for _, moment in answers]
    if not answers:
        return None
    return "%d B, %s (p99 %d B, %s)" % (
        median(sizes), ms(median(times), 2), percentile(sizes, 99), ms(percentile(times, 99), 2))


def measure_keys(table, everyone):
    prepare = {"memtui": measure.without_preview}
    plain = [measure.steps(subject, prepare.get(subject.name)) for subject in everyone]
    for place, words, limit in ((0, "in the page", 120), (1, "scrolling", 260)):
        answers = plain[0][place]
        holds = (median([size for size, _ in answers]) <= limit
                 and median([moment for _, moment in answers]) <= 0.0005)
        table.add(
            "down without preview, %s" % words, "<= %d B, <= 0.5 ms" % limit,
            *(key_words(figure[place]) for figure in plain), holds=holds)
    text = service.preview_bytes(20)
    preview = measure.steps(everyone[0])
    for place, words, limit in ((0, "in the page", 120), (1, "scrolling", 260)):
        goal = limit + text + 300
        size = median([size for size, _ in preview[place]])
        table.add(
            "down with preview below, %s" % words, "<= %d B (%d of text)" % (goal, text),
            key_words(preview[place]), holds=size <= goal)
    bursts = [measure.burst(subject, prepare.get(subject.name)) for subject in everyone]
    table.add(
        "100 down at once, without preview", "<= 6144 B, <= 5 ms behind",
        *("%d B, %s" % (size, ms(lag)) for size, lag in bursts),
        holds=bursts[0][0] <= 6144 and bursts[0][1] <= 0.005)
    size, lag = measure.burst(everyone[0])
    table.add(
        "100 down at once, with preview", "<= 6144 B, <= 5 ms behind", "%d B, %s" % (size, ms(lag)),
        holds=size <= 6144 and lag <= 0.005)


def measure_form(table, binary, url, folder):
    for rows, most in ((5_000, 0.005), (100_000, 0.200)):
        keys, counts = measure.form_keys(subjects.memtui(binary, url, rows, folder), rows)
        table.add(
            "a key in the form, %d,000 memories" % (rows // 1000), "<= 5 ms, counts <= %s" % ms(most, 0),
            "%s, counts %s" % (spread(keys), spread(counts)),
            holds=median(keys) <= 0.005 and median(counts) <= most)


def measure_pages(table, everyone, url):
    words, holds = [], None
    for subject in everyone:
        calls(url)
        prepare = measure.without_preview if subject.name == "memtui" else None
        passed = measure.page_through(subject, 10_000, prepare)
        asked = calls(url)
        word = "%d keys, %d lost, median %s, p99 %s" % (
            passed.pressed, passed.lost, ms(median(passed.frames), 2), ms(percentile(passed.frames, 99), 2))
        if subject.name == "memtui":
            word += ", %d calls" % asked
            holds = (passed.lost == 0 and percentile(passed.frames, 99) <= 0.008
                     and passed.rows // 50 <= asked <= passed.rows // 50 + 2)
        words.append(word)
    table.add("PgDn over 10,000 rows", "0 lost, p99 <= 8 ms, 200 calls", *words, holds=holds)


def measure_idle(table, everyone, demo):
    figures = [measure.idle(subject) for subject in everyone]
    word = "%d B, %.2f %%, %d wake-ups in 5 s"
    table.add(
        "idle", "0 B, 0.0 %, 0 wake-ups", *(word % figure for figure in figures),
        holds=figures[0][0] == 0 and figures[0][1] < 0.05 and figures[0][2] == 0)
    with Program(demo.command, demo.environment) as program:
        program.settle(1.5)
        figure = program.idle()
    table.add(
        "idle, --demo (the service is in it)", "", word % figure)


def measure_memory(table, binary, url, folder):
    for rows in (20_000, 100_000, 200_000):
        subject = subjects.memtui(binary, url, rows, folder)
        goal = min(20 * MB + 1500 * rows, 256 * MIB * 11 // 10)
        with measure.start(subject) as program:
            calls(url)
            seconds = measure.load_everything(program, rows)
            now, most = program.memory()
            asked = calls(url)
        table.add(
            "RSS with %d,000 memories" % (rows // 1000), "<= %s" % mb(goal),
            "%s, at most %s; %.1f s, %d calls" % (mb(now), mb(most), seconds, asked), holds=most <= goal)


def measure_export(table, binary, url, folder, rows, words, goal):
    memtui, curl = export.compare(binary, url, subjects.environment(folder), folder, rows)
    table.add(
        "export of %d,000 memories, %s" % (rows // 1000, words), ">= %s x curl, memory flat" % goal,
        "%d rows/s (%.2f x curl's %d), at most %s (curl %s)" % (
            rows / memtui.seconds, curl.seconds / memtui.seconds, rows / curl.seconds,
            mb(memtui.peak), mb(curl.peak)),
        holds=curl.seconds / memtui.seconds >= goal)


def serve(*arguments):
    here = os.path.dirname(os.path.abspath(__file__))
    return subprocess.Popen(
        [sys.executable, os.path.join(here, "service.py"), *arguments], stdout=subprocess.PIPE, text=True)


def main():
    parser = argparse.ArgumentParser(prog="Scripts/bench", description=__doc__)
    parser.add_argument("--memtui", default=".build/release/memtui", help="the binary to measure")
    parser.add_argument("--runs", type=int, default=11, help="starts for the start-up times (11)")
    parser.add_argument(
        "--only", choices=PARTS, action="append",
        help="a part of it; can be given again")
    options = parser.parse_args()
    binary = os.path.abspath(options.memtui)
    wanted = options.only or PARTS

    process, distant = serve(), serve("0.2")
    try:
        url = process.stdout.readline().strip()
        with tempfile.TemporaryDirectory(prefix="memtui-bench-") as folder:
            everyone = [
                subjects.memtui(binary, url, subjects.HISTORY, folder), subjects.less(folder),
                subjects.tig(folder)]
            demo = subjects.Subject("demo", [binary, "--demo", "--no-state"], subjects.environment(folder))
            table = Table()
            if "start" in wanted:
                measure_start_up(table, everyone, url, options.runs)
            if "keys" in wanted:
                measure_keys(table, everyone)
            if "form" in wanted:
                measure_form(table, binary, url, folder)
            if "pages" in wanted:
                measure_pages(table, everyone, url)
            if "idle" in wanted:
                measure_idle(table, everyone, demo)
            if "memory" in wanted:
                measure_memory(table, binary, url, folder)
            if "export" in wanted:
                measure_export(table, binary, url, folder, 100_000, "service that answers at once", 1)
                measure_export(
                    table, binary, distant.stdout.readline().strip(), folder, 5_000, "service 200 ms away", 3.5)
    finally:
        for started in (process, distant):
            started.terminate()
            started.wait()
    print("\n120x36, xterm-256color, rows of 600 ASCII bytes, service on loopback; ! marks a goal that is missed\n")
    print(table)


if __name__ == "__main__":
    main()
