"""What readers of structured exports share: accounts of fields, clean-up, lenient parsing, fitting."""
