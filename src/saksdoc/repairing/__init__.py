"""Heals OCR damage, leaves sound text alone, and accounts for every change."""

from saksdoc.repairing.options import RepairContext
from saksdoc.repairing.repairer import Repairer

__all__ = ["RepairContext", "Repairer"]
