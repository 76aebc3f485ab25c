"""The flowchart as Mermaid: a node a step, an edge a way, and every text as text."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given

import sopkit
from sopkit.export import as_mermaid
from sopkit.export.words import Wording, flat
from sopkit.flow import Flow, WayKind
from sopkit.model import END, Sop
from tests.browser import Browser
from tests.export_texts import diagram, hostile_sops, shown_by_mermaid
from tests.strategies import sops

ROOT = Path(__file__).parent.parent
SEED = sopkit.load(ROOT / "sops" / "perbaikan-data-kinerja.yaml")
MERMAID = os.environ.get("SOPKIT_MERMAID", "")


def _with_activity(activity: str) -> Sop:
    return replace(SEED, steps=(replace(SEED.steps[0], activity=activity), *SEED.steps[1:]))


class TestFlowchart:
    """Every step and every way is there once, and looks as what it is."""

    @given(sops())
    def test_each_step_is_a_node(self, sop: Sop) -> None:
        """Each step is one node, a diamond if it decides, between one start and one end."""
        nodes = diagram(as_mermaid(sop)).nodes

        shapes = {f"s{step.number}": "{" if step.is_decision else "[" for step in sop.steps}
        assert {name: shape for name, (shape, _) in nodes.items()} == {
            "start": "([",
            "finish": "([",
            **shapes,
        }

    @given(sops())
    def test_each_way_is_an_edge(self, sop: Sop) -> None:
        """Each way is one edge, dashed if it returns, and one edge more leads in from the start."""
        edges = diagram(as_mermaid(sop)).edges

        names = {step.key: f"s{step.number}" for step in sop.steps} | {END: "finish"}
        lines = {WayKind.RETURN: "-.->"}
        ways = [
            (names[way.source], lines.get(way.kind, "-->"), names[way.target]) for way in Flow.of(sop).ways
        ]
        assert [(source, line, target) for source, line, _, target in edges] == [
            ("start", "-->", "s1"),
            *ways,
        ]

    def test_step_names_its_actors(self) -> None:
        """A node says the number, who performs the step, what is done and what is asked."""
        sop = sopkit.load(ROOT / "sops" / "reception-of-foreign-delegations.yaml")

        nodes = diagram(as_mermaid(sop)).nodes
        assert shown_by_mermaid(nodes["s2"][1]).split("\n")[::2] == ["2. Cooperation Analyst", "Complete?"]
        assert shown_by_mermaid(nodes["s9"][1]).startswith(
            "9. Governor or Regional Secretary (one of them)\n"
        )

    def test_condition_stands_at_its_way(self) -> None:
        """The condition of a way is at its edge, with how often it may be taken."""
        sop = sopkit.load(ROOT / "sops" / "reception-of-foreign-delegations.yaml")

        edges = diagram(as_mermaid(sop)).edges
        assert ("s2", "-.->", "details missing (at most 2 times)", "s2") in edges

    def test_words_are_those_of_the_sop(self) -> None:
        """What sopkit adds is in the language of the SOP."""
        nodes = diagram(as_mermaid(replace(SEED, language="en"))).nodes

        assert (nodes["start"][1], nodes["finish"][1]) == ("Start", "End")

    @given(sops(max_steps=3))
    def test_same_sop_gives_the_same_text(self, sop: Sop) -> None:
        """The text depends on the SOP alone."""
        assert as_mermaid(sop) == as_mermaid(replace(sop))


class TestTexts:
    """No text of an SOP is read by Mermaid as more than text."""

    @given(hostile_sops())
    @example(_with_activity('</script> "x" %%{init: {}}%% #35; ```'))
    @example(_with_activity("style a:\n#f"))
    def test_labels_show_the_texts(self, sop: Sop) -> None:
        """Each label gives back, letter by letter, who performs the step, what is done and what is asked."""
        found = diagram(as_mermaid(sop))

        wording = Wording(sop)
        for step in sop.steps:
            head = wording.say("step-of", number=step.number, actors=wording.performers(step.performers))
            told = [head, flat(step.activity), flat(step.question or "")]
            label = shown_by_mermaid(found.nodes[f"s{step.number}"][1])
            assert label == _own_letters("\n".join(filter(None, told)))
        labels = [shown_by_mermaid(words) for _, _, words, _ in found.edges[1:]]
        assert labels == [_own_letters(wording.at(way)) for way in wording.flow.ways]

    @given(hostile_sops())
    def test_no_mark_is_left(self, sop: Sop) -> None:
        """A label holds none of the marks that Mermaid, Markdown or HTML act on, but by number."""
        found = diagram(as_mermaid(sop))

        labels = [label for _, label in found.nodes.values()] + [words for _, _, words, _ in found.edges]
        bare = [re.sub(r"#\d+;", "", line) for label in labels for line in label.split("\n")]
        for line in bare:
            assert not re.search(r'["#;<>&{}\[\]|`*_~\\^%$@]|:(?! )|ﬂ°|¶ß|www\.', line, re.IGNORECASE)

    def test_line_does_not_begin_a_list(self) -> None:
        """What begins like an item of a list or a line below a heading is written by number."""
        nodes = diagram(as_mermaid(_with_activity("1) Kirim"))).nodes
        assert nodes["s1"][1].endswith("\n1#41; Kirim")

        nodes = diagram(as_mermaid(_with_activity("- Kirim"))).nodes
        assert nodes["s1"][1].endswith("\n#45; Kirim")


def _own_letters(text: str) -> str:
    """Return a text without what Mermaid takes for its own."""
    return text.replace("ﬂ°", "fl°").replace("¶ß", "¶\u200cß")


@pytest.mark.browser
@pytest.mark.skipif(not MERMAID, reason="SOPKIT_MERMAID names no mermaid.min.js (npm package mermaid)")
class TestMermaid:
    """What Mermaid itself makes of the text, as strictly as GitHub has it."""

    def test_mermaid_shows_the_texts(self, tmp_path: Path) -> None:
        """Mermaid draws every procedure, and hostile texts, with each node and edge, and runs nothing."""
        page = tmp_path / "page.html"
        script = Path(MERMAID).resolve().as_uri()
        page.write_text(f'<!doctype html><meta charset="utf-8"><script src="{script}"></script>')
        procedures = [sopkit.load(file) for file in sorted((ROOT / "sops").glob("*.yaml"))]
        hostile = [
            _with_activity(text)
            for text in (
                '<img src=x onerror="hit=1"> #3; `a` %%{init: {}}%%',
                "1. $$x$$ a\\nb fa:fa-car [x](y)",
            )
        ]

        with Browser(tmp_path / "browser") as browser:
            browser.open(page)
            browser.run("hit=0; mermaid.initialize({startOnLoad: false, securityLevel: 'strict'})")
            for place, sop in enumerate([*procedures, *hostile]):
                drawn = browser.run(_DRAW % (place, json.dumps(as_mermaid(sop))))

                first = sop.steps[0].activity.replace(" ", "")
                assert (drawn["nodes"], drawn["edges"]) == (len(sop.steps) + 2, len(Flow.of(sop).ways) + 1)
                assert first in drawn["text"].replace(" ", "")
                assert (drawn["strange"], drawn["hit"]) == (0, 0)


_DRAW = """
mermaid.render('drawing%d', %s).then(drawn => {
  document.body.innerHTML = drawn.svg;
  const count = names => document.querySelectorAll(names).length;
  return {
    nodes: count('g.node'), edges: count('path.flowchart-link'), text: document.body.textContent,
    strange: count('body script, body img, body a'), hit: hit,
  };
})
"""
