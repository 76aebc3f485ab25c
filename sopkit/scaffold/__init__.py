"""New SOPs from templates, and new folders of SOPs."""

from sopkit.scaffold.folder import FileToWrite, folder_files
from sopkit.scaffold.new_sop import Answers, StepAnswer, new_sop
from sopkit.scaffold.templates import TEMPLATES, Template, template

__all__ = [
    "TEMPLATES",
    "Answers",
    "FileToWrite",
    "StepAnswer",
    "Template",
    "folder_files",
    "new_sop",
    "template",
]
