"""Crisis lines: a practice setting, read for the page."""


def crisis_numbers(lines: str) -> list[dict[str, str]]:
    """The setting's lines ("US and Canada: 988") as components/crisis.html takes them."""
    numbers = []
    for line in lines.splitlines():
        place, colon, number = (part.strip() for part in line.partition(":"))
        if place and colon and number:
            digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
            numbers.append({"place": place, "number": number, "tel": digits})
    return numbers
