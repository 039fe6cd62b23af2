"""Somebody's browser as HTTP sees it: cookies, the form token, one request after the other."""

import http.client
import json
import re
import urllib.parse
from dataclasses import dataclass
from typing import Any

ANSWER_SECONDS = 15  # then the page counts it as not reached
CUT = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Answer:
    """status 0: no answer came, and nobody knows what the server has done."""

    status: int = 0
    location: str = ""
    body: str = ""

    @property
    def data(self) -> dict[str, Any]:
        """The JSON it holds; empty if it is a page."""
        found = json.loads(self.body) if self.body.startswith("{") else {}
        return found if isinstance(found, dict) else {}

    def field(self, name: str) -> str:
        """The value of a hidden field of the page. Raises AssertionError if it has none."""
        for tag in re.findall(r"<input[^>]*>", self.body):
            if f'name="{name}"' in tag and (value := re.search(r'value="([^"]*)"', tag)):
                return value.group(1)
        raise AssertionError(f"no field {name} in the page: {self.body[:400]}")


@dataclass
class Visitor:
    """A session at a port of this machine."""

    port: int
    cookies: dict[str, str]
    token: str = ""

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict[str, Any]) -> Answer:
        """As static/autosave.js does it: a refused token is asked for again, once.

        Who does not get one has not been answered: it is asked again with the post.
        """
        answer = self._post(path, fields)
        if answer.status != http.client.FORBIDDEN:
            return answer
        renewed = self.get("/token/")
        if renewed.status != http.client.OK:
            return renewed
        self.token = renewed.data["token"]
        return self._post(path, fields)

    def _post(self, path: str, fields: dict[str, Any]) -> Answer:
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": self.token}, doseq=True)
        return self._ask("POST", path, body)

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {
            "Host": f"localhost:{self.port}",
            "Origin": f"http://localhost:{self.port}",
            "Accept": "application/json" if path.endswith(("save/", "token/")) else "text/html",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            text = response.read().decode()
        except CUT:
            return Answer()
        finally:
            connection.close()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                cookie = value.partition(";")[0]
                self.cookies[cookie.partition("=")[0]] = cookie.partition("=")[2]
        return Answer(response.status, response.headers.get("Location", ""), text)
