"""Vocabularies fetched from their publishers, and names learnt from the studies."""
