"""Damage estimate, candidates, decoding, calibration, replayable changes."""
