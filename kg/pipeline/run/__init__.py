"""A run: request, plan, batches, executors, merging, outputs, ledger; continued where it stopped."""
