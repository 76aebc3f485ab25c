"""Say which packages there are and add the schemas; everything else about the build stands in pyproject.toml.

`schemas/` lies beside the code, which finds it there in a checkout and in an editable install, and travels as
`sopkit/schemas/` in a wheel.
"""

from pathlib import Path

from setuptools import find_namespace_packages, setup
from setuptools.command.build_py import build_py

SCHEMAS = sorted(Path("schemas").glob("*.json"))


class BuildWithSchemas(build_py):
    """Builds the package and puts the schemas into it."""

    def run(self) -> None:
        """Copy the code, then the schemas; an editable install needs no copies."""
        super().run()
        if not self.editable_mode:
            for schema, target in self._targets():
                self.mkpath(str(target.parent))
                self.copy_file(str(schema), str(target))

    def get_source_files(self) -> list[str]:
        """Name what a source distribution needs."""
        return [*super().get_source_files(), *map(str, SCHEMAS)]

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """Name what is built."""
        return [*super().get_outputs(include_bytecode), *(str(target) for _, target in self._targets())]

    def _targets(self) -> list[tuple[Path, Path]]:
        return [(schema, Path(self.build_lib, "sopkit", "schemas", schema.name)) for schema in SCHEMAS]


setup(
    packages=find_namespace_packages(include=["sopkit", "sopkit.*"], exclude=["*.__pycache__"]),
    # With a root of its own, setuptools makes an editable install a plain path, which type checkers follow.
    package_dir={"": "."},
    cmdclass={"build_py": BuildWithSchemas},
)
