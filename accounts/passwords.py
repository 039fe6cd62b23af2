"""One more rule for passwords than Django has."""

from django.core.exceptions import ValidationError

LONGEST = 1024  # characters; hashing must not become a way to keep the server busy


class LongestPasswordValidator:
    def validate(self, password: str, user: object = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(f"Choose a password of at most {LONGEST:,} characters.")

    def get_help_text(self) -> str:
        return f"At most {LONGEST:,} characters."
