"""What is wrong with a shapes graph, as exceptions.

UsageError
└── ShapesError              the shapes cannot be used
    ├── IllFormedShape       a syntax rule of the specification is broken
    ├── RecursiveShape       a shape refers to itself, which the specification leaves undefined
    ├── NotCompiled          a shape needs more than SHACL Core; it runs on pySHACL
    └── ReferenceFailure     pySHACL could not validate
"""

from kg.errors import UsageError

__all__ = ["IllFormedShape", "NotCompiled", "RecursiveShape", "ReferenceFailure", "ShapesError"]


class ShapesError(UsageError):
    """A shapes graph that cannot be used for validation."""


class IllFormedShape(ShapesError):  # noqa: N818  the specification's word
    """A shape that breaks a syntax rule of the specification."""

    def __init__(self, shape: str, parameter: str, reason: str) -> None:
        super().__init__(f"{shape}: {parameter} {reason}")
        self.shape = shape
        self.parameter = parameter


class RecursiveShape(ShapesError):  # noqa: N818  the specification's word
    """A shape that refers to itself, directly or through others."""

    def __init__(self, shapes: tuple[str, ...]) -> None:
        super().__init__(f"recursive shape: {' -> '.join(shapes)}")
        self.shapes = shapes


class NotCompiled(ShapesError):  # noqa: N818  a state, told to the user as a note
    """A shape with a component outside SHACL Core."""

    def __init__(self, shape: str, component: str) -> None:
        super().__init__(f"{shape}: {component} is outside SHACL Core and is not compiled")
        self.shape = shape
        self.component = component


class ReferenceFailure(ShapesError):  # noqa: N818  the specification's word is failure
    """A validation that pySHACL refused or could not finish."""
