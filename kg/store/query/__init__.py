"""SPARQL queries: sessions with limits, parameters, answers and their forms."""
