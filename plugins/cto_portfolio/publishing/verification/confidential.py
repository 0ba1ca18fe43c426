"""Terms of `confidential.yml`: none is in the site, in whatever form."""

from collections.abc import Iterator

from cto_portfolio.problems import Problem
from cto_portfolio.publishing.confidential import gate
from cto_portfolio.publishing.confidential.gate import Gate
from cto_portfolio.publishing.confidential.unpacking import Torn
from cto_portfolio.publishing.verification.case import Case
from cto_portfolio.publishing.verification.outputs import Output


class ConfidentialTerms:
    """Finds what the gate finds; files in which nothing can be are not read in full."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._gate = Gate.of(case.release)
        self._search = self._gate.search()
        self.signs = self._gate.terms.signs
        self.encodings = self._gate.terms.encodings

    def see(self, output: Output) -> None:
        """Look at a file of the site."""
        if self._gate.terms.every and self._may_hold(output):
            self._search.see(output.path, _texts(output))

    def problems(self) -> Iterator[Problem]:
        """Yield each term that is found, and where it comes from; then every file counts."""
        if self._search.has_found:
            folder = self._case.site_dir
            yield from self._gate.problems(gate.contents(folder), folder)

    def _may_hold(self, output: Output) -> bool:
        if not output.is_text and any(isinstance(text, Torn) for text in output.unpacked):
            return True
        texts = output.new_texts if output.has_signs else ()
        return output.has_encoded_letters or any(
            self._gate.terms.may_be_in(text) for text in (*texts, bytes(output.path))
        )


def _texts(output: Output) -> Iterator[str]:
    """Yield all that can be read in it, so that what cannot be told is said of this file."""
    yield from output.unpacked
