"""Saved pages of the aggregator MedDataX: studies and results."""
