"""Saved pages of ClinicalTrials.gov: each layout, and the labels and tables they share."""
