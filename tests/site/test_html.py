"""What the theme writes is HTML, CSS and SVG as their standards have them."""

from pathlib import Path
from urllib.request import urlopen

import yaml

from tests.support import project, sample, validator

PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"
EVERYTHING_AN_AUTHOR_MAY_WRITE = """# Everything

A term[^note], an abbreviation: HTML,
==marked==, ~~struck~~, H~2~O, x^2^, ++ctrl+c++, `#!python f()`.

*[HTML]: Hypertext Markup Language
[^note]: What the term means.

!!! warning "Beware"
    A warning, with a [link](#tables).

??? note "Behind a click"
    What is seldom read.

=== "Debian"
    ```sh
    apt install make
    ```

=== "macOS"
    ```sh
    brew install make
    ```

```python title="six.py" linenums="1" hl_lines="2"
def six() -> int:
    return 6
```

- [x] done
- [ ] to do

Term
:   Its definition.

## Tables

| left | right |
| :--- | ----: |
| a    |     1 |

> A quotation.

1. One
2. Two

![A picture](picture.svg){ width=20 }

<div markdown>
*Markdown* within HTML.
</div>
"""


def test_every_file_of_the_sample_is_valid(sample_site: Path) -> None:
    endings = {".html", ".css", ".svg"}
    files = [path for path in sample_site.rglob("*") if path.suffix in endings]
    assert len(files) > 40
    found = validator.errors(files, sample_site)
    assert not found, "\n".join(found)


def test_what_authors_may_write_becomes_valid_pages(tmp_path: Path) -> None:
    settings = yaml.safe_load((sample.ROOT / "mkdocs.yml").read_text("utf-8"))
    pages = {
        "everything.md": EVERYTHING_AN_AUTHOR_MAY_WRITE,
        "entries/everything.md": project.entry("article") + EVERYTHING_AN_AUTHOR_MAY_WRITE,
    }
    project.draw(
        tmp_path,
        {**pages, "picture.svg": PICTURE, "entries/picture.svg": PICTURE},
        config={"markdown_extensions": settings["markdown_extensions"]},
    )
    assert project.build(tmp_path, "--strict").returncode == 0
    site = tmp_path / "site"
    found = validator.errors(site.rglob("*.html"), site)
    assert not found, "\n".join(found)


def test_the_review_page_is_valid(review_url: str, tmp_path: Path) -> None:
    with urlopen(review_url) as response:  # noqa: S310 (http)
        page = tmp_path / "review.html"
        page.write_bytes(response.read())
    found = validator.errors([page], tmp_path)
    assert not found, "\n".join(found)
