"""The pages and the API of reports, as access_matrix.py writes them.

(shared) is a signed version, (draft) the next one, which is Dana's alone. Mo is asked about the
signed one; the request for a correction waits for Dana's answer.
"""

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "POST reports:begin": ("401 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "GET reports:draft (shared)": ("302 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "GET reports:draft (draft)": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "GET reports:about (shared)": ("302 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "GET reports:about (draft)": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST reports:about (shared)": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "POST reports:about (draft)": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "POST reports:discard (shared)": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "POST reports:discard (draft)": ("401 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "GET reports:before (shared)": ("302 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "GET reports:before (draft)": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST reports:before (shared)": ("401 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "POST reports:before (draft)": ("401 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "GET reports:rests (shared)": ("302 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "GET reports:rests (draft)": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST reports:rests (shared)": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    # Nothing said, where nothing stands: nothing is stale, and nothing is written.
    "POST reports:rests (draft)": ("401 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    # the practice's own headings: clinicians look, an administrator writes
    "GET reports:headings": ("302 404 200 200 404 200 403", "401 404 200 200 404 200 403"),
    "GET reports:heading": ("302 404 403 403 404 200 403", "401 404 403 403 404 200 403"),
    "POST reports:heading": ("401 404 403 403 404 400 403", "401 404 403 403 404 400 403"),
    "GET reports:sign (shared)": ("302 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "GET reports:sign (draft)": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST reports:sign (shared)": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "POST reports:sign (draft)": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "GET reports:write (shared)": ("302 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "GET reports:write (draft)": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST reports:write (shared)": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "POST reports:write (draft)": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "POST reports:save (shared)": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "POST reports:save (draft)": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "GET reports:two (shared)": ("302 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "GET reports:two (draft)": ("302 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "POST reports:two (shared)": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "POST reports:two (draft)": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "GET reports:read (shared)": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "GET reports:read (draft)": ("302 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    # a first version has nothing before it; what two say, tests/reviews/reports/test_changes.py
    "GET reports:changes (shared)": ("302 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "GET reports:changes (draft)": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST reports:again (shared)": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "POST reports:again (draft)": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "POST reports:add (shared)": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "POST reports:add (draft)": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "GET reports:in_error (shared)": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "GET reports:in_error (draft)": ("302 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "POST reports:in_error (shared)": (
        "401 404 400 404 404 404 403",
        "401 404 400 404 404 404 403",
    ),
    "POST reports:in_error (draft)": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "GET reports:ask (shared)": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "GET reports:ask (draft)": ("302 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "POST reports:ask (shared)": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "POST reports:ask (draft)": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "GET reports:answer": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST reports:answer": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    # the second reading is Mo's alone, and passing an answer on Dana's, once there is one
    "GET reports:second": ("302 404 404 200 404 404 403", "401 404 404 200 404 404 403"),
    "POST reports:second": ("401 404 404 400 404 404 403", "401 404 404 400 404 404 403"),
    "GET reports:keep_back": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST reports:keep_back": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "POST reports:pass_on": ("401 404 403 404 404 404 403", "401 404 403 404 404 404 403"),
}

API: dict[str, str] = {
    "GET api:texts": "401 200 200 404 404 404 403",
    "GET api:text (shared)": "401 200 200 404 404 404 403",
    "GET api:text (draft)": "401 404 404 404 404 404 403",
    "GET api:draft_text (shared)": "401 404 404 404 404 404 403",
    "GET api:draft_text (draft)": "401 404 200 404 404 404 403",
}
