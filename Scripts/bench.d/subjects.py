"""How each program is started on the same rows, and how to see that it shows the first one."""

import os
import subprocess

import service

FIRST = service.title(1).encode()
HISTORY = 12_000


class Subject:
    """`in_page` is whether a ↓ on the first screen moves a cursor; in less it always scrolls. `home` is the key that
    goes to the first row."""

    def __init__(self, name, command, environment, folder=None, in_page=True, home="g"):
        self.name, self.command, self.environment = name, command, environment
        self.folder, self.in_page, self.home = folder, in_page, home


def environment(folder):
    """The environment of a program: of the caller's own it gets only PATH."""
    return {"PATH": os.environ["PATH"], "HOME": folder, "TERM": "xterm-256color", "LANG": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1", "LESSHISTFILE": "-", "TZ": "UTC"}


def memtui(binary, url, rows, folder):
    return Subject(
        "memtui", [binary, "--user", "rows-%d" % rows, "--base-url", url, "--no-mouse", "--no-state", "--utc"],
        dict(environment(folder), MEMOS_API_KEY="benchmark"))


def less(folder, rows=HISTORY):
    path = os.path.join(folder, "rows.txt")
    with open(path, "w") as file:
        for number in range(1, rows + 1):
            file.write("%s %s\n" % (service.title(number), service.text(number, 250)))
    return Subject("less", ["less", "-S", path], environment(folder), in_page=False)


def tig(folder, rows=HISTORY):
    """A repository whose commits carry the same rows, the first on top."""
    path = os.path.join(folder, "repository")
    subprocess.run(["git", "init", "-q", path], check=True, env=environment(folder))
    commits = []
    for number in range(rows, 0, -1):
        when = 1_700_000_000 + 60 * (rows - number)
        message = "%s %s" % (service.title(number), service.text(number, 100))
        commits.append(
            "commit refs/heads/main\ncommitter Ann <ann@example.org> %d +0000\ndata %d\n%s\n"
            % (when, len(message), message))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=path, check=True, text=True, input="".join(commits),
                   env=environment(folder))
    subprocess.run(["git", "symbolic-ref", "HEAD", "refs/heads/main"], cwd=path, check=True,
                   env=environment(folder))
    return Subject("tig", ["tig"], environment(folder), folder=path, home="\x1bOH")
