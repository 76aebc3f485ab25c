"""What the library offers, what importing it costs, and what travels in its wheel."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import fields
from importlib import metadata
from pathlib import Path
from typing import get_type_hints

import pytest

import sopkit
from sopkit import errors, flow, machine, model
from sopkit.calendar import Holiday, PublicHolidays, SpecialPeriod, WorkCalendar
from sopkit.settings import CalendarSettings, Settings, read_settings

ROOT = Path(__file__).parent.parent

PUBLIC_NAMES = [
    "Case",
    "Finding",
    "InvalidSop",
    "Settings",
    "Severity",
    "Sop",
    "SopkitError",
    "Timing",
    "WorkCalendar",
    "build_machine",
    "check",
    "describe",
    "digraph",
    "draw",
    "form",
    "load",
    "loads",
    "schedule",
    "start",
    "timing",
    "workload",
]

PROMISED_MODULES = ("calendar", "errors", "findings", "flow", "machine", "model", "settings", "site")

HEAVY = (
    "transitions",
    "jsonschema",
    "graphviz",
    "graphviz_pure",
    "reportlab",
    "PIL",
    "holidays",
    "pygls",
    "sphinx",
    "docutils",
)


def _python(code: str, *, path: Path = ROOT) -> str:
    """Run code in a process of its own that finds sopkit in a folder, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        cwd=path,
        env={**os.environ, "PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class TestNames:
    """About a dozen names are the library."""

    def test_public_names_are_these(self) -> None:
        """The public names change only on purpose."""
        assert sopkit.__all__ == PUBLIC_NAMES

    @pytest.mark.parametrize("name", PUBLIC_NAMES)
    def test_each_name_is_there_and_described(self, name: str) -> None:
        """Every public name can be fetched and says what it is for."""
        assert getattr(sopkit, name).__doc__

    def test_names_are_listed_before_use(self) -> None:
        """`dir(sopkit)` lists the public names although they are not fetched yet."""
        assert set(PUBLIC_NAMES) <= set(dir(sopkit))

    def test_star_import_brings_all_of_them(self) -> None:
        """`from sopkit import *` brings exactly the public names."""
        names: dict[str, object] = {}

        exec("from sopkit import *", names)

        assert set(names) - {"__builtins__"} == set(PUBLIC_NAMES)

    def test_unknown_name_is_named(self) -> None:
        """A name that sopkit does not have is an AttributeError, as in any module."""
        with pytest.raises(AttributeError, match="has no attribute `lood`"):
            sopkit.__getattr__("lood")

    def test_no_function_bears_the_name_of_a_module(self) -> None:
        """A public name is never replaced by a submodule of the same name that someone imports."""
        modules = {path.stem for path in (ROOT / "sopkit").iterdir()}

        assert not modules & set(PUBLIC_NAMES)

    def test_version_is_that_of_the_package(self) -> None:
        """`__version__` and pyproject.toml name one version."""
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

        assert sopkit.__version__ == project["version"]


class TestPage:
    """The page of the library, docs/reference/api.md."""

    PAGE = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")

    def test_examples_give_what_the_page_shows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Every example of the page runs, in its order, with the output shown."""
        monkeypatch.chdir(ROOT)
        blocks = re.findall(r"^```pycon\n(.*?)^```$", self.PAGE, re.MULTILINE | re.DOTALL)
        example = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "api.md", "api.md", 0)

        results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example)

        assert (results.failed, results.attempted > 20) == (0, True)

    @pytest.mark.parametrize("name", PUBLIC_NAMES)
    def test_each_name_is_on_the_page(self, name: str) -> None:
        """The page introduces every public name."""
        assert re.search(rf"\*\*`{name}[`(]", self.PAGE)

    def test_settings_on_the_page_are_those_there_are(self) -> None:
        """The table of the page lists each setting in the order of the class."""
        assert self._listed("Setting") == [field.name for field in fields(sopkit.Settings)]

    def test_keys_of_the_calendar_on_the_page_are_read(self, tmp_path: Path) -> None:
        """The second table lists each key of `[calendar]`, as the message about an unknown one does."""
        path = tmp_path / "sopkit.toml"
        path.write_text("[calendar]\n0 = 0", encoding="utf-8")

        with pytest.raises(errors.InvalidSettings) as caught:
            read_settings(path)

        known = re.findall(r"`([a-z_]+)`", caught.value.message("en").partition("there are")[2])
        assert self._listed("Key of `[calendar]`") == known

    def test_settings_file_on_the_page_is_read(self, tmp_path: Path) -> None:
        """The example of a settings file holds what the file may hold."""
        example = re.search(r"^```toml\n(.*?)^```$", self.PAGE, re.MULTILINE | re.DOTALL)
        assert example is not None
        path = tmp_path / "sopkit.toml"
        path.write_text(example[1], encoding="utf-8")

        assert read_settings(path) != sopkit.Settings()

    def _listed(self, heading: str) -> list[str]:
        """Return the names in the first column of a table; a row may name several."""
        table = self.PAGE.partition(f"| {heading} |")[2].partition("\n\n")[0]
        first = re.findall(r"^\| (`[^|]+`) \|", table, re.MULTILINE)
        return [name for cell in first for name in re.findall(r"`([a-z_]+)`", cell)]


class TestWeight:
    """An embedding app pays for what it uses."""

    @pytest.mark.parametrize(
        "code",
        ["import sopkit", "import sopkit; sopkit.load; sopkit.Sop; sopkit.Finding", "import sopkit.cli.main"],
    )
    def test_import_loads_no_heavy_library(self, code: str) -> None:
        """Importing sopkit, its reader or its command line loads no library for drawing or running."""
        loaded = _python(f"{code}\nimport sys\nprint(*sys.modules)").split()

        assert not set(HEAVY) & set(loaded)

    def test_bare_import_reads_no_yaml(self) -> None:
        """`import sopkit` alone loads none of its own modules and no YAML."""
        loaded = _python("import sopkit, sys\nprint(*sys.modules)").split()

        assert "yaml" not in loaded
        assert [name for name in loaded if name.startswith("sopkit.")] == []

    def test_version_reads_no_yaml(self) -> None:
        """`sopkit --version` answers without word lists and without a parser."""
        code = (
            "import sys\nsys.argv = ['sopkit', '--version']\nfrom sopkit.cli import run\n"
            "try:\n    run()\nfinally:\n    print(*sys.modules)"
        )

        loaded = _python(code).split()

        assert {"yaml", "argparse"}.isdisjoint(loaded)

    @pytest.mark.parametrize(
        "code",
        [
            "sop = sopkit.load('sops/perbaikan-data-kinerja.yaml')",
            "sopkit.check('sops/perbaikan-data-kinerja.yaml')",
            "sopkit.timing(sopkit.load('sops/perbaikan-data-kinerja.yaml'))",
        ],
    )
    def test_valid_sop_is_read_without_heavy_libraries(self, code: str) -> None:
        """Reading, checking and timing a sound SOP loads no library for drawing, running or schemas."""
        loaded = _python(f"import sopkit, sys\n{code}\nprint(*sys.modules)").split()

        assert not set(HEAVY) & set(loaded)


def _wanted_data(source: Path) -> list[str]:
    """Return every file of the package that is no code, as the wheel has to name it."""
    package = (
        path.relative_to(source).as_posix()
        for path in (source / "sopkit").rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    )
    schemas = (f"sopkit/schemas/{path.name}" for path in (source / "schemas").glob("*.json"))
    return sorted((*package, *schemas))


def _has_current_setuptools() -> bool:
    try:
        return int(metadata.version("setuptools").partition(".")[0]) >= 77
    except metadata.PackageNotFoundError:
        return False


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what it is made of, `source` beside it."""
    pytest.importorskip("pip", reason="pip is not installed here")
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    files = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE", "CHANGELOG.md")
    for name in files:
        shutil.copy(ROOT / name, source)
    for name in ("sopkit", "schemas", "sops", "tests"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "-w", str(folder), str(source)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if "No matching distribution found for setuptools" in done.stderr:
        pytest.skip("the build tools cannot be fetched here")
    assert done.returncode == 0, done.stderr
    return next(folder.glob("sopkit-*.whl"))


@pytest.mark.wheel
class TestWheel:
    """The wheel carries all that the code reads."""

    def test_wheel_holds_all_data(self, wheel: Path) -> None:
        """Schemas, word lists, cards, fonts, styles and `py.typed` are in the wheel."""
        with zipfile.ZipFile(wheel) as archive:
            names = set(archive.namelist())

        wanted = _wanted_data(wheel.parent / "source")
        assert [name for name in wanted if name not in names] == []
        for one in ("sopkit/py.typed", "sopkit/schemas/sop.schema.json", "sopkit/lang/id/cli.yaml"):
            assert one in wanted

    def test_wheel_holds_the_package_alone(self, wheel: Path) -> None:
        """Nothing but sopkit and its metadata is installed: no tests, no top-level `schemas`."""
        with zipfile.ZipFile(wheel) as archive:
            tops = {name.split("/")[0] for name in archive.namelist()}

        assert {top for top in tops if not top.endswith(".dist-info")} == {"sopkit"}

    def test_installed_wheel_finds_its_data(self, wheel: Path, tmp_path: Path) -> None:
        """The code of the wheel finds its schema and checks an SOP far from any checkout."""
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(tmp_path)
        code = (
            "import sopkit, json\nfrom sopkit.resources import schema_file\n"
            "json.loads(schema_file('sop.id.schema.json').read_bytes())\n"
            "print(schema_file('sop.schema.json'), len(sopkit.loads(open(SEED).read()).steps))"
        ).replace("SEED", repr(str(ROOT / "sops" / "perbaikan-data-kinerja.yaml")))

        printed = _python(code, path=tmp_path)

        assert printed == f"{tmp_path / 'sopkit' / 'schemas' / 'sop.schema.json'} 10"

    def test_source_distribution_carries_the_schemas(self, wheel: Path, tmp_path: Path) -> None:
        """Whoever builds from the source distribution has the schemas and what makes a package of them."""
        if not _has_current_setuptools():
            pytest.skip("setuptools is not here, or too old to build sopkit")
        code = f"import setuptools.build_meta as backend\nbackend.build_sdist({str(tmp_path)!r})"
        command = [sys.executable, "-c", code]
        subprocess.run(command, cwd=wheel.parent / "source", capture_output=True, check=True)

        with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
            names = {name.partition("/")[2] for name in archive.getnames()}

        assert {"setup.py", "schemas/sop.schema.json", "schemas/sop.id.schema.json"} <= names
        assert {"sops/perbaikan-data-kinerja.yaml", "tests/conftest.py", "CHANGELOG.md"} <= names

    def test_editable_install_is_a_plain_path(self, wheel: Path, tmp_path: Path) -> None:
        """An editable install names the folder in a path file, which type checkers can follow."""
        source = wheel.parent / "source"
        options = ["--no-deps", "--quiet", "--ignore-installed", "--prefix", str(tmp_path)]
        command = [sys.executable, "-m", "pip", "install", *options, "-e", str(source)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr

        (path_file,) = tmp_path.rglob("*.pth")

        assert Path(path_file.read_text(encoding="utf-8").strip()) == source


class TestPromises:
    """What docs/reference/compatibility.md promises is there."""

    @pytest.mark.parametrize("module", PROMISED_MODULES)
    def test_modules_that_pages_use_are_promised(self, module: str) -> None:
        """Each module that examples import from is named among the promises."""
        page = (ROOT / "docs" / "reference" / "compatibility.md").read_text(encoding="utf-8")
        promised = page.partition("## Not promised")[0]

        assert f"`sopkit.{module}`" in promised

    def test_pages_use_nothing_else(self) -> None:
        """No example for users imports from a module that may change."""
        pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
        lines = "\n".join(page.read_text(encoding="utf-8") for page in pages)
        used = set(re.findall(r"^(?:>>> )?from (sopkit\.[\w.]+) import", lines, re.MULTILINE))

        assert used <= {f"sopkit.{name}" for name in PROMISED_MODULES}

    def test_names_of_a_case_are_there(self) -> None:
        """The names of a case that are promised can be imported from `sopkit.machine`."""
        page = (ROOT / "docs" / "reference" / "compatibility.md").read_text(encoding="utf-8")
        listed = re.search(r"in `sopkit\.machine` those of a case \(([^)]+)\)", page)
        assert listed is not None

        assert set(re.findall(r"`(\w+)`", listed[1])) <= set(machine.__all__)

    @pytest.mark.parametrize("name", flow.__all__)
    def test_names_of_times_are_there(self, name: str) -> None:
        """Every name of `sopkit.flow` can be fetched, also those that are fetched on first use."""
        assert getattr(flow, name).__doc__

    def test_names_of_times_are_promised(self) -> None:
        """The names of times that are promised can be imported from `sopkit.flow`."""
        page = (ROOT / "docs" / "reference" / "compatibility.md").read_text(encoding="utf-8")
        listed = re.search(r"in `sopkit\.flow` those of times \(([^)]+)\)", page)
        assert listed is not None

        names = set(re.findall(r"`(\w+)`", listed[1]))
        assert names == set(flow.__all__) - {"Flow", "Measure"}

    def test_flow_has_nothing_else(self) -> None:
        """A name that `sopkit.flow` does not have is an AttributeError, as in any module."""
        with pytest.raises(AttributeError, match="has no attribute `Timng`"):
            flow.__getattr__("Timng")

    def test_every_exception_is_a_child_of_one(self) -> None:
        """Whoever catches `SopkitError` catches every exception of sopkit."""
        assert all(issubclass(getattr(errors, name), sopkit.SopkitError) for name in errors.__all__)


class TestCheckout:
    """A checkout works as it is."""

    def test_bare_checkout_finds_the_schemas(self, tmp_path: Path) -> None:
        """Code that was never installed finds the schemas beside it."""
        for name in ("sopkit", "schemas"):
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))

        printed = _python(
            "from sopkit.resources import schema_file\n"
            "path = schema_file('sop.id.schema.json')\nprint(path, path.is_file())",
            path=tmp_path,
        )

        assert printed == f"{tmp_path / 'schemas' / 'sop.id.schema.json'} True"

    def test_command_is_installed(self) -> None:
        """The installed package offers the command `sopkit`."""
        scripts = metadata.entry_points(group="console_scripts", name="sopkit")

        assert {script.value for script in scripts} == {"sopkit.cli:run"}


@pytest.mark.parametrize("name", ["Actor", "Branch", "Quantity", "Revision", "Sop", "Step", "TimeStandard"])
def test_fields_can_be_asked_for_their_types(name: str) -> None:
    """Apps that look into the values at run time find the type of every field."""
    kind = getattr(model, name)

    assert set(get_type_hints(kind)) >= {field.name for field in fields(kind)}


@pytest.mark.parametrize(
    "kind",
    [Holiday, PublicHolidays, SpecialPeriod, WorkCalendar, CalendarSettings, Settings],
    ids=lambda kind: kind.__name__,
)
def test_fields_of_calendars_can_be_asked_for_their_types(kind: type) -> None:
    """The values of calendars and settings tell the type of every field, too."""
    assert set(get_type_hints(kind)) >= {field.name for field in fields(kind)}
