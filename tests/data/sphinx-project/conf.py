"""A small documentation with SOPs."""

project = "SOP Biro"
language = "id"
extensions = ["sopkit.ext.sphinx"]
sop_path = "sops"
