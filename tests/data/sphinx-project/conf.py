"""A small documentation with SOPs."""

project = "SOP Biro"
copyright = "Biro Organisasi"
version = "1"
language = "id"
extensions = ["sopkit.ext.sphinx"]
sop_path = "sops"
