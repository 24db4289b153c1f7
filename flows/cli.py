"""The command ``training-catalogs``: one module a command, put together here."""

from __future__ import annotations

import functools
import io
import logging
import os
import sys
import traceback
from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated, ParamSpec

import typer

from flows.commands_errata import errata
from flows.commands_findings import findings
from flows.commands_inspect import inspect
from flows.commands_query import query
from flows.commands_rejects import rejects
from flows.commands_run import run
from flows.commands_status import status
from flows.commands_trace import trace
from flows.exit_codes import ExitCode
from flows.output import say
from flows.settings import DEBUG_VARIABLE
from schemas.errors import CatalogError

Parameters = ParamSpec("Parameters")


def _program(
    show_version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", is_eager=True)
    ] = False,
) -> None:
    """Catalogs of subsidized vocational training in Chinese cities, as one DuckDB file.

    Examples:

      training-catalogs run

      training-catalogs query "SELECT count(*) FROM catalog_entry"

      training-catalogs trace "nantong-2023/1#17"
    """
    if show_version:
        typer.echo(f"training-catalogs {version('training-catalogs')}")
        raise typer.Exit(ExitCode.WELL)


def guarded(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """``command``, ending with one sentence and an exit code where it would raise."""

    @functools.wraps(command)
    def run_guarded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        try:
            try:
                command(*args, **kwargs)
            finally:
                sys.stdout.flush()
        except (typer.Exit, typer.BadParameter):
            raise
        except BrokenPipeError:
            # whoever reads has closed; what is still buffered has nowhere to go
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(ExitCode.PIPE_CLOSED) from None
        except KeyboardInterrupt:
            # Prefect's workers go on logging while the process ends
            logging.disable()
            say("Stopped; what is published is whole.")
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        except CatalogError as error:
            say(str(error))
            raise typer.Exit(ExitCode.NOTHING) from None
        except Exception as error:  # noqa: BLE001  a defect is told in a sentence, too
            if os.environ.get(DEBUG_VARIABLE):
                say(traceback.format_exc())
            say(f"Internal error, {type(error).__name__}: {error}; please report it.")
            raise typer.Exit(ExitCode.NOTHING) from None

    return run_guarded


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
    for command in (run, status, query, findings, rejects, errata, trace, inspect):
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
    build_app()()
