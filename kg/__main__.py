"""`python -m kg` is `kgbuild`."""

from kg.cli.app import main

main()
