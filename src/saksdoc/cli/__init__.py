"""The command line: one module a command, each loaded only when it is called.

A command module ``saksdoc.cli.<name>`` offers ``command``, a click command. Errors of saksdoc end
the program with one line on stderr and their exit code; nothing a user can cause ends in a
traceback (set ``SAKSDOC_DEBUG=1`` to see one).
"""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys

import click

from saksdoc._version import __version__
from saksdoc.errors import ExitCode, SaksdocError, readable

_COMMANDS = {
    "clean": "Clean files and folders of PDF, images and plain text.",
    "inspect": "Say what each page is and what clean would do with it.",
    "repair": "Repair text from a file or stdin.",
    "index": "Build or update the search archive from clean output.",
    "names": "The bodies and people of an archive.",
    "search": "Search an archive.",
    "evaluate": "Measure a text against its truth.",
    "doctor": "Check that everything the main job needs is here.",
}


COLLECTED = (20_000, 20, 20)
"""Objects made, and younger rounds done, before the next look for cycles. With Python's own numbers
(700, 10, 10) a twelfth of a short run's time goes into looking through modules and models."""


class _Lazy(click.Group):
    """Knows every command by name and loads the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"saksdoc.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="saksdoc")
def cli() -> None:
    """Scanned Norwegian case papers in, a clean and searchable archive out."""


def main() -> None:
    """Run the command line and exit with a code of :class:`saksdoc.errors.ExitCode`."""
    gc.set_threshold(*COLLECTED)
    _write_utf8()
    try:
        # Outside standalone mode click hands the code of ctx.exit() back as a return value.
        code = cli.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("saksdoc: interrupted; run the same command again to go on", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("SAKSDOC_DEBUG"):
            raise
        click.echo(f"saksdoc: {_told(error)}", err=True)
        sys.exit(int(error.exit_code if isinstance(error, SaksdocError) else ExitCode.SOME_FAILED))


def _told(error: Exception) -> str:
    """An error in one line; also one that nobody foresaw, such as a damaged model's."""
    match error:
        case SaksdocError():
            return str(error)
        case OSError():
            where = f"{readable(str(error.filename))}: " if error.filename else ""
            advice = "check the room on the disk and the permissions"
            return f"{where}{error.strerror or error}; {advice}"
    told = " ".join(f"{type(error).__name__}: {error}".split())
    advice = "run 'saksdoc doctor'; SAKSDOC_DEBUG=1 shows where it happened"
    return f"unexpected trouble ({told}); {advice}"


def _write_utf8() -> None:
    """Results are UTF-8 whatever the locale; a terminal keeps its own encoding."""
    stream = sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
