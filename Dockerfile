# The image of web, worker, beat and migrate; docker-compose.yml says which is which.
# Not for PostgreSQL and Valkey: those are servers of their own.

FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.txt /build/
RUN pip install --require-hashes --only-binary :all: -r /build/requirements.txt
WORKDIR /srv/waymark
COPY manage.py ./
COPY tracker ./tracker
COPY accounts ./accounts
COPY reviews ./reviews
COPY templates ./templates
COPY static ./static
# Fonts and static files are part of the image. The settings want their secrets even for this;
# these last for one line and are never used.
ENV ASSETS_DIR=/srv/assets STATIC_ROOT=/srv/static
RUN umask 077 \
    && mkdir /tmp/build \
    && python -c "print('x' * 64)" > /tmp/build/secret \
    && export WAYMARK_MODE=production PUBLIC_URL=https://build.invalid \
        DATABASE_URL=postgres://nobody@localhost/nothing SECRET_KEY_FILE=/tmp/build/secret \
        KEYRING_FILE=/tmp/build/keyring ANCHOR_KEY_FILE=/tmp/build/anchor \
        ANCHOR_LOG_FILE=/tmp/build/anchors SEAL_KEY_FILE=/tmp/build/seal \
    && mkdir -p "$ASSETS_DIR" "$STATIC_ROOT" \
    && python manage.py build_fonts \
    && python manage.py collectstatic --no-input -v 0 \
    && rm -r /tmp/build \
    && chmod -R a+rX /srv /opt/venv

FROM python:3.13-slim-bookworm
LABEL org.opencontainers.image.title="Waymark"
# ./run secrets writes the files for this account.
RUN groupadd --gid 10001 waymark \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin waymark \
    && install --directory --owner=10001 --group=10001 --mode=0700 /var/lib/waymark
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv /srv
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    ASSETS_DIR=/srv/assets STATIC_ROOT=/srv/static \
    ANCHOR_LOG_FILE=/var/lib/waymark/anchors.log
WORKDIR /srv/waymark
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# libpq reads PGPASSWORD: so the database URL holds no password, and the password stays a file.
ENTRYPOINT ["sh", "-c", "if [ -n \"${PGPASSWORD_FILE:-}\" ]; then PGPASSWORD=$(cat \"$PGPASSWORD_FILE\") || exit 1; export PGPASSWORD; fi; exec \"$@\"", "waymark"]
CMD ["gunicorn", "tracker.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--worker-class", "gthread", "--threads", "4", "--worker-tmp-dir", "/tmp", "--no-control-socket", "--log-level", "warning"]
