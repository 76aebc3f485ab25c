"""Say which packages there are; everything else about the build stands in pyproject.toml.

`schemas/` lies beside the code and travels as `sopkit.schemas`, which pyproject.toml alone cannot add to the
packages that are found.
"""

from setuptools import find_namespace_packages, setup

setup(
    packages=[
        *find_namespace_packages(include=["sopkit", "sopkit.*"], exclude=["*.__pycache__"]),
        "sopkit.schemas",
    ],
    package_dir={"sopkit.schemas": "schemas"},
)
