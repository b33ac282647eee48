"""What the commands print and write: progress, summaries, reports, tables of fields."""
