"""A stand-in for MemOS with rows of plain ASCII, 600 bytes each: `python3 service.py` prints its URL.

The user's id gives the number of facts: rows-20000 has twenty thousand. `GET /calls` tells how many pages were
requested since the last time. It knows no filter, no key and no error. `python3 service.py 0.02` answers twenty
milliseconds later, as a service at the end of a short network does.
"""

import datetime
import http.server
import json
import socketserver
import sys
import time

ROW_BYTES = 600
WORDS = ("prefers window seats on morning trains and asks for the quiet car whenever the booking form offers one "
         "travels with a folding bicycle pays by invoice wants every itinerary as plain text mail two days ahead of "
         "departure keeps a vegetarian diet drinks green tea learns Portuguese before breakfast walks between "
         "meetings and never answers calls after eight in the evening").split()
NEWEST = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)


# Curses shortens runs of one character and leaves out what is already there: numbers without runs can be found in
# a full redraw.
OFFSET = 2_718_280


def title(number):
    """1 -> "Note 2718281 about travel": shows that the first memory is on the screen."""
    return "Note %d about travel" % (OFFSET + number)


def text(number, length):
    """Words in an order of its own, so that two memories share no line."""
    start, step = number % len(WORDS), 1 + 2 * (number // len(WORDS) % 8)
    words = "User"
    while len(words) < length:
        words += " " + WORDS[start % len(WORDS)]
        start += step
    return words[:length]


def row(number):
    """The `number`th fact, newest first, exactly ROW_BYTES long as JSON."""
    updated = NEWEST - datetime.timedelta(minutes=7 * number)
    fact = {
        "id": "00000000-0000-4000-8000-%012d" % number,
        "memory_key": title(number),
        "memory_value": "",
        "memory_type": "UserMemory" if number % 3 else "LongTermMemory",
        "create_time": int(updated.timestamp() * 1000),
        "update_time": int(updated.timestamp() * 1000),
        "conversation_id": "conversation-%06d" % (number // 9),
        "status": "activated",
        "confidence": 0.5 + number % 50 / 100,
        "tags": ["travel", "rail"],
        "info": {"scene": "Booking"},
    }
    fact["memory_value"] = text(number, ROW_BYTES - len(json.dumps(fact)))
    return json.dumps(fact)


def preview_bytes(number):
    """How much text a pane has that shows all of a fact but its ids."""
    fact = json.loads(row(number))
    parts = (fact["memory_key"], fact["memory_value"], "2025-12-01 08:30 +00:00", "0.70", "User", "activated",
             "tags travel, rail", "scene=Booking")
    return len(" . ".join(parts))


def page(count, number, size):
    first = (number - 1) * size + 1
    rows = [row(index) for index in range(first, min(count, first + size - 1) + 1)]
    return ('{"code":0,"message":"ok","data":{"memory_detail_list":[%s],"preference_detail_list":[],'
            '"tool_memory_detail_list":[],"total":%d,"size":%d,"current":%d,"pages":%d}}'
            % (",".join(rows), count, size, number, -(-count // size))).encode()


class Desk(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    latency = 0
    calls = 0
    pages = {}

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = (int(body["user_id"].rpartition("-")[2]), body.get("page", 1), body.get("size", 10))
        if asked not in Desk.pages:
            Desk.pages[asked] = page(*asked)
        Desk.calls += 1
        if Desk.latency:
            time.sleep(Desk.latency)
        self.answer(Desk.pages[asked])

    def do_GET(self):
        calls, Desk.calls = Desk.calls, 0
        self.answer(b"%d" % calls)

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nobody reads it."""


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


if __name__ == "__main__":
    Desk.latency = float(sys.argv[1]) if len(sys.argv) > 1 else 0
    with Server(("127.0.0.1", 0), Desk) as server:
        print("http://127.0.0.1:%d" % server.server_address[1], flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
