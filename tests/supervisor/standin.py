"""The real supervisor with small children: `python -m tests.supervisor.standin HOME PORT`.

SERVERS=yes starts the real PostgreSQL and Valkey as well.
"""

import os
import sys
from pathlib import Path

from tracker.supervisor import __main__ as command_line
from tracker.supervisor import start as starting
from tracker.supervisor.home import CLONE
from tracker.supervisor.processes import Part
from tracker.supervisor.servers import start_servers

WEB = """
import http.server, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *words): pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
"""
# As Celery's worker: a child with a child of its own, which ends when its parent is gone.
WORKER = """
import subprocess, sys, time
subprocess.Popen(
    [sys.executable, "-c", "import sys; sys.stdin.read()", sys.argv[2]], stdin=subprocess.PIPE
)
print("working", flush=True)
time.sleep(600)
"""
BEAT = "import time; time.sleep(600)"
MANAGE = "import sys; sys.exit(0)"


def parts(environment, port):
    # The home's path at the end makes these findable in the list of processes.
    def part(name, program, *, stops_in):
        command = [sys.executable, "-c", program, str(port), environment["WAYMARK_HOME"]]
        return Part(name, command, environment, CLONE, stops_in=stops_in)

    return [
        part("web", WEB, stops_in=1),
        part("worker", WORKER, stops_in=1),
        part("beat", BEAT, stops_in=0),
    ]


def nothing(*given):
    pass


def main():
    path, port = Path(sys.argv[1]), int(sys.argv[2])
    plan = starting.Plan(
        steps=[starting.Step("A step", ["migrate"])],
        parts=parts,
        servers=start_servers if os.environ.get("SERVERS") else nothing,
        static=nothing,
        manage=[sys.executable, "-c", MANAGE],
    )
    command_line._main = lambda _: starting.start(path, mode="demo", port=port, plan=plan)
    sys.exit(command_line.main([]))


if __name__ == "__main__":
    main()
