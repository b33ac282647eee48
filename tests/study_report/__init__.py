"""Results on the page of a study: what stands there, and how it is drawn."""
