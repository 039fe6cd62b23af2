"""How a PDF leaves the service, for the pages and for the API."""

from django.http import HttpResponse

FILE_NAME = "document.pdf"  # the same for every document


def pdf_response(pdf: bytes) -> HttpResponse:
    """A PDF to keep: whole, and never in parts or compared with a copy somebody has."""
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{FILE_NAME}"',
            "Accept-Ranges": "none",
        },
    )
