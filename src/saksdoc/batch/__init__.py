"""Many documents: found, shared out to workers, kept account of, resumed.

The archivist's night: ten thousand documents, of which some are broken. Each is cleaned in a worker
process under a limit of time and memory, its folder appears whole or not at all, and the ledger
says what became of every input, so that the same command, run again, goes on where it stopped.
"""

from saksdoc.batch.inputs import Input, discover
from saksdoc.batch.ledger import Entry, Ledger, Outcome
from saksdoc.batch.run import BatchOptions, Failure, Plan, Summary, plan, run
from saksdoc.batch.supervise import Limits

__all__ = [
    "BatchOptions",
    "Entry",
    "Failure",
    "Input",
    "Ledger",
    "Limits",
    "Outcome",
    "Plan",
    "Summary",
    "discover",
    "plan",
    "run",
]
