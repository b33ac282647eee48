"""What the commands print: progress, summaries, previews, tables of fields."""
