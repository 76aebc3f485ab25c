"""SOPs in pages that MkDocs builds: blocks, links, pages of their own; needs the extra `mkdocs`."""
