"""What a person sees while a run works: one line on standard error, gone when it is done."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from flows.output import safe_text

if TYPE_CHECKING:
    from rich.progress import TaskID


class RunProgress:
    """Shows the step a run is at, and a bar where its parts are counted.

    Nothing is shown where standard error is no terminal.
    """

    def __init__(self) -> None:
        """Nothing is shown before the first step."""
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            SpinnerColumn,
            TaskProgressColumn,
            TextColumn,
        )

        console = Console(stderr=True, highlight=False)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._line: TaskID | None = None

    def __enter__(self) -> Self:
        """Start to show."""
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the line away."""
        self._progress.stop()

    def step(self, words: str, parts: int | None = None) -> None:
        """A step begins, of ``parts`` parts where they are counted."""
        if self._line is not None:
            self._progress.remove_task(self._line)
        self._line = self._progress.add_task(words, total=parts)

    def advance(self) -> None:
        """One part of the step is done."""
        if self._line is not None:
            self._progress.advance(self._line)

    def note(self, words: str) -> None:
        """A sentence that stays."""
        self._progress.console.print(safe_text(words), soft_wrap=True)
