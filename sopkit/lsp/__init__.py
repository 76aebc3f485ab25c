"""The language server: what editors ask about an SOP while it is written.

The modules here take a text and a place in it and give values back; they know no protocol. `wire` puts their
values into the words of the protocol, `server` listens and answers; these two are the only ones that know
pygls and lsprotocol, which come with the extra `lsp`.
"""
