"""How long an editor waits for the language server, in an SOP of a hundred steps."""

from __future__ import annotations

from measure import milliseconds

from sopkit.document import read
from sopkit.lsp.completion import complete
from sopkit.lsp.context import context_at
from sopkit.lsp.hover import hover
from sopkit.lsp.symbols import symbols
from sopkit.lsp.texts import Change, Encoding, OpenText
from sopkit.lsp.view import view_of
from sopkit.settings import Settings

HEAD = """\
sopkit: 1
nomor: 12/2026
nama: Penerimaan Surat Masuk
instansi: [SEKRETARIAT DAERAH]
dibuat: 2026-01-05
berlaku: 2026-01-12
disahkan_oleh: {jabatan: Kepala Bagian Umum}
pelaksana:
  staf: Staf Administrasi
kegiatan:
"""
STEP = """\
  - id: s{0}
    pelaksana: staf
    aktivitas: Menelaah berkas nomor {0}
    kelengkapan: [Surat, Amplop]
    waktu: 20 menit
    keluaran: Disposisi

"""


def main() -> None:
    """Print a line for each measured thing."""
    text = HEAD + "".join(STEP.format(number) for number in range(100)) + "  - pelaksana: st"
    lines = text.split("\n")
    end = (len(lines), len(lines[-1]) + 1)
    opened = OpenText.opened("untitled:a", 1, text, Encoding.UTF_16)
    typed = Change("a", (end[0] - 1, end[1] - 1), (end[0] - 1, end[1] - 1))
    view = view_of(text)
    if view is None:
        raise SystemExit("the text was not read")
    context = context_at(lines, end)
    if context is None:
        raise SystemExit("nothing can be written there")
    print(f"take in a letter           {milliseconds(lambda: opened.changed((typed,), 2).lines)}   100 steps")
    print(f"look at the text           {milliseconds(lambda: view_of(text))}")
    print(f"what may be written here   {milliseconds(lambda: context_at(lines, end))}")
    print(f"suggestions                {milliseconds(lambda: complete(lines, context, view, 'id'))}")
    print(f"under the pointer          {milliseconds(lambda: hover(view, (20, 10), (), Settings(), 'id'))}")
    print(f"table of contents          {milliseconds(lambda: symbols(view, 'id'))}")
    print(f"all findings               {milliseconds(lambda: read(text.encode(), 'a.yaml'))}")


if __name__ == "__main__":
    main()
