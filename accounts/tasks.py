"""The account's own scheduled work."""

from celery import shared_task


@shared_task(name="accounts.anchor")
def anchor() -> None:
    """Sign the audit heads that moved."""
    from accounts.anchors import take_anchor  # noqa: PLC0415 - reads the signing key on use

    take_anchor()


@shared_task(name="accounts.factor_resets")
def factor_resets() -> None:
    """Carry out the factor resets whose delay has passed."""
    from accounts.actions import carry_out_factor_resets  # noqa: PLC0415 - keeps workers light

    carry_out_factor_resets()
