"""The bytes of a mail, read back with the standard library; and headers nobody can write into."""

import email
import email.policy

import pytest

from accounts.outbox import mime
from accounts.outbox.mails import EXTRA_HEADERS
from tests.accounts.outbox.kinds import mail

ID = "<8c0c5b0e-7d40-4b58-8a0e-5e4a5b1c9a11@localhost>"
WORDS = [
    "Sign in to read it.",
    "Zürich, 9:30 – bring nothing",
    "line\nline\r\nline\rline\n",
    ".\n.hidden\n..\nFrom here\n",
    "x" * 3000,
    "é" * 3000,
    "=3D is not a sign\n=",
    "\n\n\n",
    "",
    "日本語 🌱 \u2028 end",
    "--=_0\n\n--\n",
]


def parsed(content):
    return email.message_from_bytes(content, policy=email.policy.default)


def lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


@pytest.mark.parametrize("words", WORDS)
def test_what_was_written_is_what_is_read(words):
    message = parsed(mime.as_bytes(mail(text=words, html=words), message_id=ID))

    text, html = message.iter_parts()
    assert lines(text.get_content()) == lines(words)
    assert lines(html.get_content()) == lines(words)
    assert message.defects == text.defects == html.defects == []


@pytest.mark.parametrize("words", WORDS)
def test_every_line_is_short_and_seven_bits(words):
    content = mime.as_bytes(mail(text=words, html=words, sender_name="Zoë " * 20), message_id=ID)

    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("sender_name", "subject"),
    [
        ("Tallow St", "A message is waiting"),
        ('Tallow "St", Ltd; <x@example.net>', "A time on Monday: 9:30 (Chicago time), and more"),
        ("Zoë & Søn", "Ein Termin am Montag, Frühstück"),
        ("日本語 " * 8, "予定 " * 30),
        ("=?utf-8?q?x?=", "=?utf-8?q?x?= said literally"),
        ("a" * 200, "word " * 100),
    ],
)
def test_names_and_subjects_come_back_as_they_were(sender_name, subject):
    message = parsed(mime.as_bytes(mail(sender_name=sender_name, subject=subject), message_id=ID))

    [sender] = message["From"].addresses
    # The standard library keeps the space between the pieces of a long name; readers drop it.
    assert "".join(sender.display_name.split()) == "".join(sender_name.split())
    assert sender.addr_spec == "hello@localhost"
    assert message["Subject"].split() == subject.split()


def test_both_ways_of_writing_say_the_same():
    ours = mail(headers={"List-Unsubscribe": "<https://example.org/stop/x/>"})

    quick = parsed(mime.as_bytes(ours, message_id=ID))
    django = parsed(mime.as_django(ours, message_id=ID).message().as_bytes())

    skipped = {"Date", "Content-Type"}
    assert {n: str(v) for n, v in quick.items() if n not in skipped} == {
        n: str(v) for n, v in django.items() if n not in skipped
    }
    assert [lines(p.get_content()) for p in quick.iter_parts()] == [
        lines(p.get_content()) for p in django.iter_parts()
    ]


def test_headers_for_stopping_mails_are_carried():
    headers = {
        "List-Unsubscribe": "<https://example.org/stop/" + "x" * 200 + "/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert headers.keys() == EXTRA_HEADERS

    message = parsed(mime.as_bytes(mail(headers=headers), message_id=ID))

    assert {name: message[name] for name in headers} == headers


@pytest.mark.parametrize("place", ["to", "sender_name", "subject"])
@pytest.mark.parametrize(
    "end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\x00"]
)
def test_no_value_ends_its_header(place, end):
    assert mail(**{place: "plain"})

    with pytest.raises(ValueError, match="line break"):
        mail(**{place: f"plain{end}Bcc: everybody@example.net"})


@pytest.mark.parametrize(
    "headers",
    [
        {"Bcc": "everybody@example.net"},
        {"list-unsubscribe": "<https://example.org/>"},
        {"List-Unsubscribe\r\nBcc": "x"},
        {"List-Unsubscribe": "<https://example.org/>\r\nBcc: everybody@example.net"},
        {"List-Unsubscribe": "<https://example.org/\u00e9>"},
        {"List-Unsubscribe": ""},
        {"List-Unsubscribe": "x" * 1000},
    ],
)
def test_only_the_listed_headers_are_carried(headers):
    with pytest.raises(ValueError, match="header"):
        mail(headers=headers)


@pytest.mark.parametrize(
    ("address", "plain"),
    [("eli@example.org", "eli@example.org"), ("eli+x@exämple.org", "eli+x@xn--exmple-cua.org")],
)
def test_an_address_is_ascii_on_the_line(address, plain):
    assert mime.plain_address(address) == plain


def test_a_leading_dot_does_not_end_the_mail():
    content = mime.as_bytes(mail(text=".\n.a\n"), message_id=ID)

    assert b"\r\n..\r\n..a\r\n" in mime.dotted(content)
    assert mime.dotted(content).endswith(b"\r\n.\r\n")
