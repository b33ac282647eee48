"""The handbook: every rule and every term in plain words, from shapes, ontology and the rules of the readers."""
