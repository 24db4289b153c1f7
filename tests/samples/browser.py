"""A headless Chromium, driven over the pipe of its DevTools: what a page shows, and its errors."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")

_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip
_PATIENCE = 60.0


class Browser:
    """One page in a browser of its own; ``errors`` are what its console was told of as wrong."""

    def __init__(self, url: str, width: int = 1280, height: int = 900) -> None:
        """Remember what to show; the browser starts with the block."""
        self.url = url
        self.size = (width, height)
        self.errors: list[str] = []
        self._number = 0
        self._buffer = b""
        self._loaded = False
        self._session: str | None = None

    def __enter__(self) -> Self:
        """Start the browser and open the page."""
        self._profile = tempfile.mkdtemp(prefix="chromium-")
        to_it, our_end = os.pipe()
        self._from_it, its_end = os.pipe()
        self._to_it = our_end

        def places() -> None:
            # the browser reads from 3 and writes to 4
            os.dup2(to_it, 10)
            os.dup2(its_end, 11)
            os.dup2(10, 3)
            os.dup2(11, 4)

        assert PROGRAM is not None
        self._process = subprocess.Popen(
            [PROGRAM, *_OPTIONS, f"--user-data-dir={self._profile}", "about:blank"],
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(3, 4, to_it, its_end),
            preexec_fn=places,  # noqa: PLW1509  nothing but file numbers is touched
        )
        os.close(to_it)
        os.close(its_end)
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = session["sessionId"]
        for domain in ("Runtime", "Log", "Page", "Network"):
            self.call(f"{domain}.enable")
        width, height = self.size
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        self.call("Page.navigate", url=self.url)
        until = time.monotonic() + _PATIENCE
        while not self._loaded and time.monotonic() < until:
            self._take(until)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the browser and forget its profile."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._to_it)
        os.close(self._from_it)
        shutil.rmtree(self._profile, ignore_errors=True)

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        found = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press and release one key where the focus is."""
        told = {"key": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **told)
        self.call("Input.dispatchKeyEvent", type="keyUp", **told)

    def picture(self, out: Path) -> None:
        """Write what is seen as a PNG."""
        out.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def pdf(self) -> bytes:
        """The page as it prints."""
        return base64.b64decode(self.call("Page.printToPDF")["data"])

    def tree(self) -> list[dict[str, Any]]:
        """The nodes that a screen reader is told of."""
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        return [node for node in nodes if not node["ignored"]]

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command of the DevTools and its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._to_it, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + _PATIENCE
        while True:
            answer = self._take(until)
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                result: dict[str, Any] = answer["result"]
                return result

    def _take(self, until: float) -> dict[str, Any]:
        """The next message of the browser; what it says is wrong is kept."""
        while b"\0" not in self._buffer:
            left = until - time.monotonic()
            assert left > 0, "the browser does not answer"
            if select.select([self._from_it], [], [], left)[0]:
                chunk = os.read(self._from_it, 1 << 20)
                assert chunk, "the browser has ended"
                self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        told = message.get("params", {})
        match message.get("method"):
            case "Runtime.exceptionThrown":
                self.errors.append(str(told["exceptionDetails"]))
            case "Runtime.consoleAPICalled":
                self.errors.append(str(told["args"]))
            case "Log.entryAdded":
                self.errors.append(str(told["entry"]))
            case "Network.requestWillBeSent":
                asked = told["request"]["url"]
                if not asked.startswith(("file:", "data:")):
                    self.errors.append(f"asks for {asked}")
            case "Page.loadEventFired":
                self._loaded = True
        return message
