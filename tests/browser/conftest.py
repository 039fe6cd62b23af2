"""Chromium, and the worlds it visits. Browser tests run last, each module in its written order:
Playwright keeps an event loop on this thread, under which Django's own tests would refuse to work.
"""

import gc
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Timer
from typing import Any, TypeVar

import pytest
from greenlet import greenlet
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, chromium_path
from tests.browser.course_world import Course
from tests.browser.postbox import Postbox, open_postbox, outside_page
from tests.browser.sharing_world import Sharing
from tests.browser.visitor import DESK, Visitor
from tests.browser.world import CLONE, World

HERE = Path(__file__).parent
HANGS_SECONDS = 270.0  # before the time limit of pyproject.toml ends the process


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ours = [item for item in items if item.path.is_relative_to(HERE)]
    for item in ours:
        item.add_marker(pytest.mark.browser)
    ours.sort(key=lambda item: (str(item.path), item.reportinfo()[1] or 0))
    items[:] = [item for item in items if not item.path.is_relative_to(HERE)] + ours


@pytest.fixture(autouse=True)
def told_where_it_hangs(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that waits for Playwright is a greenlet set aside, which no dump of threads shows."""
    watch = Timer(HANGS_SECONDS, _tell_greenlets, [request.node])
    watch.daemon = True
    watch.start()
    yield
    watch.cancel()


def _tell_greenlets(test: pytest.Item) -> None:
    lines = [f"{test.nodeid} has hung for {HANGS_SECONDS:.0f} s:\n"]
    for each in gc.get_objects():
        # Asked of its type: a lazy object answers isinstance by making what it stands for.
        if issubclass(type(each), greenlet) and each.gr_frame is not None:
            lines += traceback.format_stack(each.gr_frame)
    capture = test.config.pluginmanager.getplugin("capturemanager")
    assert capture is not None
    with capture.global_and_fixture_disabled():
        sys.stderr.write("".join(lines))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Without a browser the tests are skipped, loudly; ./run check does not let that pass."""
    path = chromium_path()
    if path is None:
        why = "THERE IS NO CHROMIUM ON THIS MACHINE: nothing was tested in a browser"
        if os.environ.get("WAYMARK_REQUIRE_BROWSER") == "1":
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def template_url() -> str:
    url = os.environ.get("TEST_TEMPLATE_URL", "")
    if not url:
        pytest.fail("TEST_TEMPLATE_URL is not set: run this through ./run test")
    return url


@pytest.fixture(scope="session")
def static() -> Iterator[tuple[Path, Path]]:
    """Fonts and collected static files, as the clone has them now: (assets, static)."""
    folder = Path(tempfile.mkdtemp(prefix="wm-static-"))
    assets = Path(os.environ.get("ASSETS_DIR", ""))
    environment = {**os.environ, "STATIC_ROOT": str(folder / "static")}
    if not (assets / "fonts").is_dir():
        assets = folder / "assets"
        assets.mkdir()
        environment["ASSETS_DIR"] = str(assets)
        _manage(environment, "build_fonts")
    _manage(environment, "collectstatic", "--no-input", "-v", "0")
    yield assets, folder / "static"
    shutil.rmtree(folder)


def _manage(environment: dict[str, str], *words: str) -> None:
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, cwd=CLONE, env=environment, check=True)


@pytest.fixture(scope="module")
def postbox() -> Iterator[Postbox]:
    """Each world has its own: one person's address stands in several of them."""
    with open_postbox() as opened:
        yield opened


@pytest.fixture(scope="session")
def outside() -> Iterator[str]:
    with outside_page() as url:
        yield url


def _world(mode: str, template_url: str, static: tuple[Path, Path], **more: object) -> World:
    # A socket's path may not be long, so not below pytest's own folder.
    folder = Path(tempfile.mkdtemp(prefix="wm-"))
    assets, collected = static
    return World(  # type: ignore[arg-type]
        mode=mode, template_url=template_url, folder=folder, static=collected, assets=assets, **more
    )


def _close(world: World) -> None:
    world.stop()
    world.drop()
    shutil.rmtree(world.folder)


@pytest.fixture(scope="module")
def empty_world(
    template_url: str, static: tuple[Path, Path], postbox: Postbox, outside: str
) -> Iterator[World]:
    """An empty database, and every process of a real practice."""
    world = _world("test", template_url, static, postbox=postbox, leave_url=outside)
    try:
        world.start("valkey", "web", "worker", "beat")
        yield world
    finally:
        _close(world)


@pytest.fixture(scope="module")
def cast_world(
    template_url: str, static: tuple[Path, Path], postbox: Postbox, outside: str
) -> Iterator[tuple[World, dict[str, Any]]]:
    """Every process of a practice in which the cast is at work; and what stage("cast") told."""
    world = _world("test", template_url, static, postbox=postbox, leave_url=outside)
    try:
        world.start("valkey", "web")
        told = world.stage("cast")
        # Only now: a mail that went out meanwhile would make the links anew that the cast follows.
        world.start("worker", "beat")
        yield world, told
    finally:
        _close(world)


@pytest.fixture(scope="session")
def demo_world(template_url: str, static: tuple[Path, Path], outside: str) -> Iterator[World]:
    """The demonstration, with its people and their weeks behind them; pages only."""
    with open_postbox() as postbox:
        world = _world("demo", template_url, static, postbox=postbox, leave_url=outside)
        try:
            world.manage("load_demo")
            world.start("web")
            yield world
        finally:
            _close(world)


@pytest.fixture(scope="session")
def sharing(
    template_url: str, static: tuple[Path, Path], outside: str, chromium: Browser
) -> Iterator[Sharing]:
    """Every process of a practice in which one reader has joined; shared by the journeys."""
    with open_postbox() as postbox:
        world = _world("test", template_url, static, postbox=postbox, leave_url=outside)
        yield from _begun(Sharing, world, postbox, chromium)


@pytest.fixture(scope="session")
def course(
    template_url: str, static: tuple[Path, Path], outside: str, chromium: Browser
) -> Iterator[Course]:
    """The same, apart from it: here the clock goes on by months."""
    with open_postbox() as postbox:
        world = _world("test", template_url, static, postbox=postbox, leave_url=outside)
        yield from _begun(Course, world, postbox, chromium)


Kind = TypeVar("Kind", bound=Sharing)


def _begun(kind: type[Kind], world: World, postbox: Postbox, chromium: Browser) -> Iterator[Kind]:
    try:
        world.start("valkey", "web")
        with ExitStack() as stack:
            begun = kind(world, postbox, chromium, stack)
            begun.begin()
            yield begun
    finally:
        _close(world)


Arrive = Callable[..., Visitor]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Arrive]:
    """visit(world, size=…, script=…): a new browser profile, watched until the test ends."""
    arrived: list[Visitor] = []

    def arrive(world: World, *, size: dict[str, int] = DESK, script: bool = True) -> Visitor:
        visitor = Visitor(chromium, world.url, size=size, script=script)
        arrived.append(visitor)
        return visitor

    yield arrive
    problems = []
    for visitor in arrived:
        visitor.context.close()
        problems += visitor.problems
    assert not problems, "\n".join(problems)


@pytest.fixture
def arrive(visit: Arrive, demo_world: World) -> Callable[[str], Visitor]:
    """Somebody of the demonstration, signed in; or nobody."""

    def come(name: str = "") -> Visitor:
        visitor = visit(demo_world)
        if name:
            visitor.page.goto(visitor.url + "/sign-in/")
            visitor.page.get_by_role("button", name=f"Sign in as {name}").click()
            visitor.page.wait_for_url(lambda address: "/sign-in/" not in address)
        return visitor

    return come
