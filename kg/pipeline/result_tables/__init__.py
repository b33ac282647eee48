"""The results of a graph as tables: what each record says of results, as AACT has it in rows."""

from .aact_columns_of_results import RESULT_COLUMNS
from .aact_rows_of_results import AactRows
from .results_in_graph import RecordResults, results_in_graph

__all__ = ["RESULT_COLUMNS", "AactRows", "RecordResults", "results_in_graph"]
