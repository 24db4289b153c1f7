"""The command ``training-catalogs``: one module a command, put together here."""

from __future__ import annotations

import errno
import functools
import io
import logging
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from extractors.catalog.known import CITIES_VARIABLE
from flows.commands.accept import accept
from flows.commands.add import add
from flows.commands.diff import diff
from flows.commands.errata import errata
from flows.commands.export import export
from flows.commands.findings import findings
from flows.commands.inspect import inspect
from flows.commands.new_city import new_city
from flows.commands.query import query
from flows.commands.rejects import rejects
from flows.commands.report import report
from flows.commands.review import review
from flows.commands.run import run
from flows.commands.serve import serve
from flows.commands.status import status
from flows.commands.trace import trace
from flows.exit_codes import ExitCode
from flows.output import say
from flows.settings import DEBUG_VARIABLE
from schemas.errors import CatalogError

Parameters = ParamSpec("Parameters")

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


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


def build_app() -> typer.Typer:
    """The Typer application with every command."""
    application = typer.Typer(
        name="training-catalogs",
        add_completion=False,
        invoke_without_command=True,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    application.callback()(_program)
    looking = (status, query, findings, rejects, errata, trace, inspect)
    for command in (add, review, accept, diff, run, serve, *looking, new_city, export, report):
        application.command()(guarded(command))
    return application


def main() -> None:
    """Run the command line; ends the process with one of the exit codes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # data in a pipe is UTF-8 everywhere; a terminal shows what it can
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        build_app()()
    except OSError as error:
        # the help and the version are written by Typer itself
        if error.errno not in _NO_SPACE:
            raise
        _tell_no_space(error)
        sys.exit(ExitCode.NOTHING)
