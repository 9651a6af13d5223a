"""An export of many memories against one curl that requests the same pages over one connection."""

import collections
import json
import os
import subprocess
import time

Reading = collections.namedtuple("Reading", "seconds peak")


def curl_pages(url, rows, path):
    """A configuration for one curl that requests every page and the empty one at the end, one after the other."""
    with open(path, "w") as file:
        for number in range(1, rows // 50 + 2):
            # As memtui does: what has ended on the first page is switched off after it.
            others = number == 1
            body = json.dumps({"user_id": "rows-%d" % rows, "page": number, "size": 50, "include_preference": others,
                               "include_tool_memory": others})
            if number > 1:
                file.write("next\n")
            file.write('url = "%s/get/memory"\nsilent\nheader = "Content-Type: application/json"\ndata = "%s"\n'
                       % (url, body.replace('"', '\\"')))


def peak_of(process):
    """VmHWM in bytes: the figure of wait4 would include what this program had when it started the other."""
    try:
        with open("/proc/%d/status" % process) as file:
            return next((int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def read(command, environment, output):
    """Runs it to its end: the seconds it took, and the most memory it had."""
    peak, started = 0, time.monotonic()
    with open(output, "wb") as file:
        process = subprocess.Popen(command, stdout=file, env=environment)
        while process.poll() is None:
            peak = max(peak, peak_of(process.pid))
            time.sleep(0.01)
    if process.returncode != 0:
        raise RuntimeError("%s ended with status %d" % (command[0], process.returncode))
    return Reading(time.monotonic() - started, peak)


def compare(binary, url, environment, folder, rows, runs=3):
    """The best reading of each, in turns: (memtui, curl)."""
    pages = os.path.join(folder, "pages.curl")
    curl_pages(url, rows, pages)
    commands = (["curl", "-K", pages], [binary, "export", "--user", "rows-%d" % rows, "--base-url", url])
    outputs = [os.path.join(folder, name) for name in ("curl.json", "memtui.ndjson")]
    environment = dict(environment, MEMOS_API_KEY="benchmark")
    readings = ([], [])
    # The first round only makes the service work out its pages.
    for _ in range(runs + 1):
        for index in range(2):
            readings[index].append(read(commands[index], environment, outputs[index]))
    with open(outputs[1]) as file:
        count = sum(1 for _ in file)
    if count != rows:
        raise RuntimeError("%d rows were exported, not %d" % (count, rows))
    best = [min(readings[index][1:]) for index in (1, 0)]
    return best[0], best[1]
