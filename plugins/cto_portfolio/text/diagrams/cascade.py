"""Drawings without a stylesheet: what it says of each element becomes that element's attributes.

Pages have no styles of their own, and what a drawing says of `.node` would count for all others.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2
from cssselect2.compiler import CompiledSelector
from tinycss2.ast import Declaration, Node, QualifiedRule


@dataclass(frozen=True, slots=True)
class Said:
    """What a stylesheet says of a property of an element."""

    value: str
    is_important: bool
    """As authors' own colours are: their classes are written so, those of themes are not."""


Weight = tuple[bool, bool, tuple[int, ...], int]
"""Of a declaration: important, of the element itself, how closely it fits, how late it stands."""


def of_each(root: Element) -> Iterator[tuple[Element, Mapping[str, Said]]]:
    """Yield each element, and what is said of its properties."""
    rules = _rules(root)
    for wrapped in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
        weighted: dict[str, tuple[Weight, str]] = {}
        for specificity, order, _, declarations in rules.match(wrapped):
            _add(weighted, declarations, specificity=specificity, order=order)
        element = wrapped.etree_element
        _add(weighted, _declarations(element.get("style", "")), is_own=True)
        said = {name: Said(value, weight[0]) for name, (weight, value) in weighted.items()}
        yield element, said


def _add(
    weighted: dict[str, tuple[Weight, str]],
    declarations: Iterable[Declaration],
    *,
    specificity: tuple[int, ...] = (),
    order: int = 0,
    is_own: bool = False,
) -> None:
    for declaration in declarations:
        weight = (declaration.important, is_own, specificity, order)
        held = weighted.get(declaration.lower_name)
        if held is None or held[0] <= weight:
            value = tinycss2.serialize(declaration.value).strip()
            weighted[declaration.lower_name] = (weight, value)


def _rules(root: Element) -> cssselect2.Matcher:
    matcher = cssselect2.Matcher()
    for style in root.iter("{http://www.w3.org/2000/svg}style"):
        for rule in tinycss2.parse_stylesheet(style.text or "", skip_comments=True):
            if isinstance(rule, QualifiedRule):
                for selector in _selectors(rule):
                    matcher.add_selector(selector, _declarations(rule.content))
    return matcher


def _selectors(rule: QualifiedRule) -> Iterator[CompiledSelector]:
    try:
        selectors = cssselect2.compile_selector_list(rule.prelude)
    except cssselect2.SelectorError:
        return
    yield from (selector for selector in selectors if selector.pseudo_element is None)


def _declarations(content: str | list[Node]) -> list[Declaration]:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return [each for each in found if isinstance(each, Declaration)]
