"""The command ``training-catalogs``: one module a command, put together here."""

from __future__ import annotations

import ast
import errno
import functools
import io
import logging
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Annotated, NoReturn, ParamSpec

import typer

from extractors.outside import CITIES_VARIABLE
from flows.exit_codes import ExitCode
from flows.output import say
from flows.settings import DEBUG_VARIABLE
from schemas.errors import CatalogError

Parameters = ParamSpec("Parameters")

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

COMMANDS = (
    *("add", "review", "accept", "diff", "run", "serve", "status", "query", "findings", "rejects"),
    *("errata", "trace", "inspect", "new-city", "export", "report"),
)
"""Every command, in the order of the help; the module and function of each are called like it."""


def _program(
    show_version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", is_eager=True)
    ] = False,
    cities: Annotated[
        Path | None,
        typer.Option(
            "--cities",
            metavar="DIR",
            envvar=CITIES_VARIABLE,
            exists=True,
            file_okay=False,
            help="A folder of city modules of your own, searched beside those of the program.",
        ),
    ] = None,
) -> None:
    """Catalogs of subsidized vocational training in Chinese cities, as one DuckDB file.

    Examples:

      training-catalogs run

      training-catalogs query "SELECT count(*) FROM catalog_entry"

      training-catalogs trace "nantong-2023/1#17"
    """
    if cities is not None:
        os.environ[CITIES_VARIABLE] = str(cities.absolute())
    if show_version:
        from importlib.metadata import version

        typer.echo(f"training-catalogs {version('training-catalogs')}")
        raise typer.Exit(ExitCode.WELL)


def guarded(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """``command``, ending with one sentence and an exit code where it would raise."""

    @functools.wraps(command)
    def run_guarded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        try:
            _check_text(kwargs)
            try:
                command(*args, **kwargs)
            finally:
                sys.stdout.flush()
        except (typer.Exit, typer.BadParameter):
            raise
        except BrokenPipeError:
            _drop_output()
            raise typer.Exit(ExitCode.PIPE_CLOSED) from None
        except KeyboardInterrupt:
            # Prefect's workers go on logging while the process ends
            logging.disable()
            say("Stopped; what is published is whole.")
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        except CatalogError as error:
            say(str(error))
            raise typer.Exit(ExitCode.NOTHING) from None
        except OSError as error:
            if error.errno in _NO_SPACE:
                _tell_no_space(error)
            else:
                _tell_defect(error)
            raise typer.Exit(ExitCode.NOTHING) from None
        except Exception as error:  # noqa: BLE001  a defect is told in a sentence, too
            _tell_defect(error)
            raise typer.Exit(ExitCode.NOTHING) from None

    return run_guarded


def _check_text(given: Mapping[str, object]) -> None:
    """What the shell passes on as it stands may be no UTF-8, which no row or name can hold."""
    for name, value in given.items():
        if isinstance(value, str) and not _is_unicode(value):
            say(f"The argument {name.upper()} is no UTF-8 text; write it in UTF-8.")
            raise typer.Exit(ExitCode.USAGE)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _drop_output() -> None:
    """What is still buffered has nowhere to go: Python would fail on it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell_no_space(error: OSError) -> None:
    _drop_output()
    say(f"The output cannot be written: {error.strerror}; free space or write it elsewhere.")


def _tell_defect(error: Exception) -> None:
    if os.environ.get(DEBUG_VARIABLE):
        say(traceback.format_exc())
    say(f"Internal error, {type(error).__name__}: {error}; please report it.")


def build_app(*asked: str) -> typer.Typer:
    """The Typer application with every command, or with those ``asked`` for alone."""
    application = _application()
    for name in asked or COMMANDS:
        application.command()(guarded(_command(name)))
    return application


def _table_of_contents() -> typer.Typer:
    """The application for who asks for no command that there is: names and help, nothing to run."""
    application = _application()
    for name in COMMANDS:
        application.command(name, help=_help_of(name))(lambda: None)
    return application


def _help_of(name: str) -> str | None:
    """What a command says of itself, read from its source: to import them all takes longer."""
    called = _called(name)
    source = (Path(__file__).parent / "commands" / f"{called}.py").read_text("utf-8")
    functions = (each for each in ast.parse(source).body if isinstance(each, ast.FunctionDef))
    return next(ast.get_docstring(each) for each in functions if each.name == called)


def _application() -> typer.Typer:
    application = typer.Typer(
        name="training-catalogs",
        add_completion=False,
        invoke_without_command=True,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    application.callback()(_program)
    return application


def _command(name: str) -> Callable[..., None]:
    called = _called(name)
    command: Callable[..., None] = getattr(import_module(f"flows.commands.{called}"), called)
    return command


def _called(name: str) -> str:
    """The module and the function of a command."""
    return name.replace("-", "_")


def _asked(words: Sequence[str]) -> str | None:
    """The command that the program's arguments name, None where the first of them is none."""
    rest = iter(words)
    for word in rest:
        if word == "--cities":
            next(rest, None)
        elif not word.startswith("--cities="):
            return word if word in COMMANDS else None
    return None


def main() -> None:
    """Run the command line; ends the process with one of the exit codes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # data in a pipe is UTF-8 everywhere; a terminal shows what it can
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    asked = _asked(sys.argv[1:])
    application = _table_of_contents() if asked is None else build_app(asked)
    try:
        application()
    except OSError as error:
        # the help and the version are written by Typer itself
        if error.errno not in _NO_SPACE:
            raise
        _tell_no_space(error)
        _leave(ExitCode.NOTHING)
    except SystemExit as end:
        _leave(end.code)


def _leave(code: str | int | None) -> NoReturn:
    """End the process with nothing taken apart, which takes longer than most commands do.

    Where Prefect ran, its threads and its server have something to do at the end.
    """
    if "flows.prefect_server" not in sys.modules and not isinstance(code, str):
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code or 0)
    sys.exit(code)
