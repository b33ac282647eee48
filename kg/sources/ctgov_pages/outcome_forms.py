"""How the cells of outcome tables look: weights learnt of 1,111 tables of other exports.

The columns are measure, description, time frame, in that order. `python -m tests.outcome_forms_data` learns them anew.
"""

from collections.abc import Mapping
from math import inf

__all__ = ["OUTCOME_FORMS", "OUTCOME_LINKS", "Matrix"]

Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

OUTCOME_FORMS: Mapping[str, tuple[float, float, float]] = {
    "again lead": (0.0, -2.8, 2.8),
    "again leadunit": (-4.5, -11.9, 16.4),
    "again none": (-6.3, 10.9, -4.7),
    "again unit": (-11.1, 2.9, 8.2),
    "begin figure": (-3.0, 4.6, -1.7),
    "begin mark": (-5.3, 11.2, -5.9),
    "begin other": (10.0, -6.8, -3.2),
    "begin small": (-3.1, -6.5, 9.5),
    "end colon long": (-0.2, 7.2, -7.0),
    "end colon short": (-3.7, 6.4, -2.7),
    "end none long": (10.9, -6.0, -4.9),
    "end none short": (6.8, -6.0, -0.7),
    "end stop long": (-12.8, 6.2, 6.5),
    "end stop short": (-2.3, -5.2, 7.5),
    "length 100": (-1.2, -4.3, 5.4),
    "length 15": (-2.3, -2.6, 4.9),
    "length 160": (3.8, 0.2, -4.0),
    "length 30": (-0.5, -0.9, 1.4),
    "length 300": (-2.3, 6.2, -3.9),
    "length 60": (3.7, -1.4, -2.2),
    "length more": (-2.4, 5.3, -2.9),
    "once": (20.6, 3.5, -24.1),
    "time lead long": (-0.8, -4.1, 4.9),
    "time lead short": (-2.5, -4.6, 7.1),
    "time leadunit long": (-6.1, -8.0, 14.1),
    "time leadunit short": (-9.1, -20.8, 30.0),
    "time none long": (8.3, 11.6, -19.9),
    "time none short": (10.6, 15.1, -25.7),
    "time unit long": (-3.5, 7.9, -4.4),
    "time unit short": (1.8, 5.4, -7.3),
}
"""Form of a text -> how much it speaks for each column."""

OUTCOME_LINKS: Mapping[str, Matrix] = {
    "none": ((-inf, -5.1, -9.3), (-inf, -9.8, 8.1), (16.0, -inf, -inf)),
    "some": ((-inf, 10.2, -14.4), (-inf, -1.3, 9.6), (-4.1, -inf, -inf)),
    "many": ((-inf, 19.4, -2.1), (-inf, -10.9, 6.9), (-13.2, -inf, -inf)),
}
"""How many words two texts share -> the column of the first -> how much that speaks for each column of the second."""
