"""The pages and the API of what is said, as access_matrix.py writes them.

(shared) is a signed log, or published feedback to which Eli has begun a reply; (draft) is Dana's
alone.
"""

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    # commitments
    "GET commitments:all": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "GET commitments:one": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "POST commitments:one": ("401 400 400 404 404 404 403", "401 400 400 404 404 404 403"),
    # logs and process notes
    "GET sessions:begin": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST sessions:begin": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "GET sessions:private": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST sessions:private": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "GET sessions:begin_for_checkin": (
        "302 404 200 404 404 404 403",
        "401 404 200 404 404 404 403",
    ),
    "POST sessions:begin_for_checkin": (
        "401 404 400 404 404 404 403",
        "401 404 400 404 404 404 403",
    ),
    "GET sessions:read (shared)": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "GET sessions:read (draft)": ("302 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "GET sessions:write (shared)": ("302 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "GET sessions:write (draft)": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST sessions:write (shared)": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "POST sessions:write (draft)": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "GET sessions:look_over (shared)": (
        "302 404 302 404 404 404 403",
        "401 404 302 404 404 404 403",
    ),
    "GET sessions:look_over (draft)": (
        "302 404 200 404 404 404 403",
        "401 404 200 404 404 404 403",
    ),
    "POST sessions:look_over (shared)": (
        "401 404 409 404 404 404 403",
        "401 404 409 404 404 404 403",
    ),
    "POST sessions:look_over (draft)": (
        "401 404 400 404 404 404 403",
        "401 404 400 404 404 404 403",
    ),
    "POST sessions:discard (shared)": (
        "401 404 409 404 404 404 403",
        "401 404 409 404 404 404 403",
    ),
    "POST sessions:discard (draft)": ("401 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "POST sessions:add (shared)": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "POST sessions:add (draft)": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "GET sessions:in_error (shared)": (
        "302 404 200 404 404 404 403",
        "401 404 200 404 404 404 403",
    ),
    "GET sessions:in_error (draft)": ("302 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "POST sessions:in_error (shared)": (
        "401 404 400 404 404 404 403",
        "401 404 400 404 404 404 403",
    ),
    "POST sessions:in_error (draft)": (
        "401 404 404 404 404 404 403",
        "401 404 404 404 404 404 403",
    ),
    # feedback and replies
    "GET feedback:begin": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST feedback:begin": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "GET feedback:begin_about (shared)": (
        "302 404 200 404 404 404 403",
        "401 404 200 404 404 404 403",
    ),
    "GET feedback:begin_about (draft)": (
        "302 404 404 404 404 404 403",
        "401 404 404 404 404 404 403",
    ),
    "POST feedback:begin_about (shared)": (
        "401 404 400 404 404 404 403",
        "401 404 400 404 404 404 403",
    ),
    "POST feedback:begin_about (draft)": (
        "401 404 404 404 404 404 403",
        "401 404 404 404 404 404 403",
    ),
    "GET feedback:read (shared)": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "GET feedback:read (draft)": ("302 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "GET feedback:write (shared)": ("302 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "GET feedback:write (draft)": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST feedback:write (shared)": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "POST feedback:write (draft)": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "GET feedback:look_over (shared)": (
        "302 404 302 404 404 404 403",
        "401 404 302 404 404 404 403",
    ),
    "GET feedback:look_over (draft)": (
        "302 404 200 404 404 404 403",
        "401 404 200 404 404 404 403",
    ),
    "POST feedback:look_over (shared)": (
        "401 404 409 404 404 404 403",
        "401 404 409 404 404 404 403",
    ),
    "POST feedback:look_over (draft)": (
        "401 404 400 404 404 404 403",
        "401 404 400 404 404 404 403",
    ),
    "POST feedback:discard (shared)": (
        "401 404 409 404 404 404 403",
        "401 404 409 404 404 404 403",
    ),
    "POST feedback:discard (draft)": ("401 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "POST feedback:add (shared)": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "POST feedback:add (draft)": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "GET feedback:in_error (shared)": (
        "302 404 200 404 404 404 403",
        "401 404 200 404 404 404 403",
    ),
    "GET feedback:in_error (draft)": ("302 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "POST feedback:in_error (shared)": (
        "401 404 400 404 404 404 403",
        "401 404 400 404 404 404 403",
    ),
    "POST feedback:in_error (draft)": (
        "401 404 404 404 404 404 403",
        "401 404 404 404 404 404 403",
    ),
    "POST feedback:save_reply (shared)": (
        "401 400 404 404 404 404 403",
        "401 400 404 404 404 404 403",
    ),
    "POST feedback:save_reply (draft)": (
        "401 404 404 404 404 404 403",
        "401 404 404 404 404 404 403",
    ),
    "GET feedback:look_over_reply (shared)": (
        "302 200 404 404 404 404 403",
        "401 200 404 404 404 404 403",
    ),
    "GET feedback:look_over_reply (draft)": (
        "302 404 404 404 404 404 403",
        "401 404 404 404 404 404 403",
    ),
    "POST feedback:look_over_reply (shared)": (
        "401 400 404 404 404 404 403",
        "401 400 404 404 404 404 403",
    ),
    "POST feedback:look_over_reply (draft)": (
        "401 404 404 404 404 404 403",
        "401 404 404 404 404 404 403",
    ),
    "POST feedback:add_to_reply (shared)": (
        "401 400 404 404 404 404 403",
        "401 400 404 404 404 404 403",
    ),
    "POST feedback:add_to_reply (draft)": (
        "401 404 404 404 404 404 403",
        "401 404 404 404 404 404 403",
    ),
    "GET feedback:reply_in_error (shared)": (
        "302 200 404 404 404 404 403",
        "401 200 404 404 404 404 403",
    ),
    "GET feedback:reply_in_error (draft)": (
        "302 404 404 404 404 404 403",
        "401 404 404 404 404 404 403",
    ),
    "POST feedback:reply_in_error (shared)": (
        "401 400 404 404 404 404 403",
        "401 400 404 404 404 404 403",
    ),
    "POST feedback:reply_in_error (draft)": (
        "401 404 404 404 404 404 403",
        "401 404 404 404 404 404 403",
    ),
}

API: dict[str, str] = {
    "GET api:commitments": "401 200 200 404 404 404 403",
    "GET api:commitment": "401 200 200 404 404 404 403",
    "POST api:steps": "401 400 400 404 404 404 403",
    "GET api:talks": "401 200 200 404 404 404 403",
    "GET api:talk (shared)": "401 200 200 404 404 404 403",
    "GET api:talk (draft)": "401 404 404 404 404 404 403",
    "GET api:answers": "401 200 200 404 404 404 403",
    "GET api:feedback (shared)": "401 200 200 404 404 404 403",
    "GET api:feedback (draft)": "401 404 404 404 404 404 403",
}
