"""What a form on a page would send: its fields as they stand, read from the HTML."""

from html.parser import HTMLParser


class _Forms(HTMLParser):
    """Every form with its fields: {action, fields: {name: [values]}, boxes: {name: attributes}}."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict] = []
        self.boxes: list[dict[str, str]] = []  # every box of text, in a form or not
        self._open: dict | None = None
        self._text: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = values.get("name", "")
        if tag == "form":
            self._open = {"action": values.get("action", ""), "fields": {}, "boxes": {}}
            self.forms.append(self._open)
        elif tag == "textarea":
            self._text = (name, [])
            self.boxes.append(values)
            self._note(name, values)
        elif tag == "input" and values.get("type", "text") not in ("submit", "button"):
            if values.get("type") in ("checkbox", "radio") and "checked" not in values:
                return
            self._note(name, values)
            if self._open is not None and name:
                self._open["fields"].setdefault(name, []).append(values.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea" and self._text is not None:
            name, parts = self._text
            if self._open is not None and name:
                text = "".join(parts).removeprefix("\n")
                self._open["fields"].setdefault(name, []).append(text)
            self._text = None

    def _note(self, name: str, values: dict[str, str]) -> None:
        if self._open is not None and name:
            self._open["boxes"][name] = values


def _read(html: str) -> _Forms:
    found = _Forms()
    found.feed(html)
    return found


def form_with(html: str, box: str, *, action: str = "") -> dict:
    """The form that holds this field. With `action`, the one that posts there."""
    for form in _read(html).forms:
        if box in form["boxes"] and action in ("", form["action"]):
            return form
    raise AssertionError(f"no form holds {box}")


def boxes_of(html: str) -> list[dict[str, str]]:
    """The attributes of every textarea of a page."""
    return _read(html).boxes
