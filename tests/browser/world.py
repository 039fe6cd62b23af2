"""One running Waymark for the browser: a database cloned from the migrated template, and the real
processes on it. Everything it writes lies in one folder, so that it can be searched afterwards.
"""

import http.client
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tests.browser.postbox import Postbox, free_port
from tests.clones import drop
from tracker.supervisor.keys import write_missing_keys
from tracker.supervisor.processes import spawn
from tracker.supervisor.start import waymark_parts
from tracker.supervisor.valkey import Broker

CLONE = Path(__file__).resolve().parents[2]
APP, OWNER = "waymark_app", "waymark_owner"
READY_SECONDS = 60.0
LEFT_TO_THE_WORLD = ("DATABASE_", "EMAIL_", "CELERY_", "WAYMARK_", "PUBLIC_URL", "ALLOWED_HOSTS")


@dataclass
class World:
    """mode    test (mail goes to the postbox, the broker is real) | demo (pages only).
    folder  keys, logs, the broker's files; a short path, because of the sockets in it.
    static, assets  collected static files, and the built fonts.
    leave_url  where "Leave quickly" leads.
    """

    mode: str
    template_url: str
    folder: Path
    static: Path
    assets: Path
    postbox: Postbox
    leave_url: str
    port: int = field(default_factory=free_port)
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.database = f"waymark_browser_{self.mode}_{secrets.token_hex(4)}"
        self.url = f"http://localhost:{self.port}"
        self.broker = Broker(data=self.folder / "valkey", sockets=self.folder)
        self.setup_code_file = self.folder / "setup_code"
        write_missing_keys(self.folder)
        self._at_server(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(self.database),
                sql.Identifier(str(conninfo_to_dict(self.template_url)["dbname"])),
            )
        )

    # --- database ---------------------------------------------------------------------------------

    def database_url(self, role: str, database: str | None = None) -> str:
        host = str(conninfo_to_dict(self.template_url)["host"])
        return f"postgres://{role}@{quote(host, safe='')}/{database or self.database}"

    def _at_server(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.database_url(OWNER, "postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def ask(
        self,
        statement: str,
        values: tuple[object, ...] | dict[str, object] = (),
        *,
        role: str = OWNER,
    ) -> list:
        """Rows of one statement, committed."""
        with psycopg.connect(self.database_url(role), autocommit=True) as connection:
            cursor = connection.execute(statement, values)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

    def count_as(self, email: str, table: str) -> int:
        """How many rows of a table the application's role is shown in that person's name."""
        user_id, membership_id = self.ask(
            "select u.id, m.id from accounts_user u join accounts_membership m on m.user_id = u.id"
            " where u.email = %s",
            (email,),
        )[0]
        with psycopg.connect(self.database_url(APP)) as connection:
            connection.execute("select app.enter(%s, %s, '')", (user_id, membership_id))
            counting = sql.SQL("select count(*) from {}").format(sql.Identifier(table))
            row = connection.execute(counting).fetchone()
            assert row is not None
            return int(row[0])

    @property
    def ahead(self) -> timedelta:
        """How far the one clock is from real time: here, or in a stage, somebody moved it."""
        [(by,)] = self.ask("select app.now() - now()")
        return by  # type: ignore[no-any-return]

    def move_clock(self, by: timedelta) -> None:
        """The one clock, so far from real time; as the application's role, as the demo does it."""
        self.ask("select app.set_clock(%s)", (by,), role=APP)

    def wind_on(self, **by: float) -> None:
        """The one clock goes on, from where it stands: wind_on(hours=49)."""
        self.move_clock(self.ahead + timedelta(**by))

    # --- processes --------------------------------------------------------------------------------

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(LEFT_TO_THE_WORLD)}
        mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(self.postbox.port)}
        return {
            **kept,
            **(mail if self.mode == "test" else {}),
            "WAYMARK_HOME": str(self.folder),
            "WAYMARK_MODE": self.mode,
            "PORT": str(self.port),
            "PUBLIC_URL": self.url,
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "DATABASE_URL": self.database_url(APP),
            "CELERY_BROKER_URL": self.broker.url if self.mode == "test" else "memory://",
            "SECRET_KEY_FILE": str(self.folder / "secret_key"),
            "KEYRING_FILE": str(self.folder / "keyring.json"),
            "ANCHOR_KEY_FILE": str(self.folder / "anchor_key.pem"),
            "ANCHOR_LOG_FILE": str(self.folder / "anchors.log"),
            "SEAL_KEY_FILE": str(self.folder / "seal_key.pem"),
            "SETUP_CODE_FILE": str(self.setup_code_file),
            "ASSETS_DIR": str(self.assets),
            "STATIC_ROOT": str(self.static),
            "LEAVE_URL": self.leave_url,
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "PYTHONUNBUFFERED": "1",
        }

    def manage(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=CLONE, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"manage.py {words[0]}: {done.stdout}{done.stderr}"
        return done.stdout.strip()

    def stage(self, step: str, **values: Any) -> Any:
        """What has gone before, through the acts; see tests.browser.stage."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.browser.stage", step, json.dumps(values, default=str)],
            cwd=CLONE, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"stage {step}: {done.stdout}{done.stderr}"
        return json.loads(done.stdout.splitlines()[-1])

    def start(self, *names: str) -> None:
        """Start some of valkey, web, worker, beat, and wait until the page is served."""
        parts = {"valkey": self.broker.part()}
        (self.folder / "run").mkdir(exist_ok=True)
        parts |= {part.name: part for part in waymark_parts(self.environment, self.port)}
        self.broker.data.mkdir(exist_ok=True)
        for name in names:
            command = [str(word) for word in parts[name].command]
            if name == "beat":
                command[command.index("tracker.celery")] = "tests.browser.quick_beat"
            with (self.folder / f"{name}.log").open("ab") as log:
                self.processes[name] = spawn(
                    command, environment=parts[name].environment, folder=parts[name].folder,
                    own_session=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                )  # fmt: skip
            if name == "valkey":
                self.wait_until(self.broker.answers, what="Valkey")
        if "web" in names:
            self.wait_until(self._serves, what="the page")

    def _serves(self) -> bool:
        for name, process in self.processes.items():
            assert process.poll() is None, f"{name} ended: {self.log(name)}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            return connection.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            connection.close()

    def wait_until(self, true, *, what: str, seconds: float = READY_SECONDS) -> None:  # type: ignore[no-untyped-def]
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, f"waited {seconds:.0f} s for {what}"
            time.sleep(0.05)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def stop(self) -> None:
        """All at once: what they would still say to each other matters to nobody."""
        for name, process in self.processes.items():
            process.send_signal(signal.SIGTERM if name == "valkey" else signal.SIGQUIT)
        for process in self.processes.values():
            try:
                process.wait(timeout=3)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.processes.clear()

    def drop(self) -> None:
        drop(self.database_url(OWNER, "postgres"), self.database)
