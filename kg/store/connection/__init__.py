"""HTTP for stores: transport, credentials, the SPARQL protocols."""
