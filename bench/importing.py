"""Measure imports: what is found in folders of sources, and how long a thousand posts take."""

import datetime as dt
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from cto_portfolio.importing import formats, original, plan
from cto_portfolio.importing.plan import Destination, ImportPlan
from tests.support import paragraphs

POSTS = 1000
_TODAY = dt.date(2026, 11, 21)
_COMMAND = (sys.executable, "-m", "cto_portfolio")


@click.command()
@click.argument("families", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--posts", type=int, default=POSTS, show_default=True, help="Posts that are timed.")
def main(families: Sequence[Path], posts: int) -> None:
    """Print a row for each folder of sources in FAMILIES, and time an import."""
    for family in families:
        print(f"\n## {family.name}\n\n| source | format | documents | dated | with status | lost |")
        print("| --- | --- | --- | --- | --- | --- |")
        for root in sorted(family.iterdir()):
            print(f"| {root.name} | {' | '.join(map(str, _row(root)))} |")
    with tempfile.TemporaryDirectory() as folder:
        seconds, processor = _timed(Path(folder), posts)
    print(f"\n{posts} posts: {seconds:.1f} s, of which the processor worked {processor:.1f} s")


def _row(root: Path) -> Iterator[object]:
    """Yield what is found in a source: paragraphs are lost that stand nowhere."""
    with original.opened(root) as opened:
        source, _ = next(formats.recognised(opened))
        destination = Destination(docs_dir=Path("nowhere"), brought={})
        made: ImportPlan = plan.make(source.read(opened, _TODAY), opened, source.name, destination)
        metas = [planned.incoming.meta for planned in made.planned]
        yield source.name
        yield len(metas)
        yield sum("date" in meta for meta in metas)
        yield sum("status" in meta for meta in metas)
        yield sum(
            len(paragraphs.lost(planned, opened.text(planned.incoming.origin)))
            for planned in made.planned
            if not planned.incoming.part
        )


def _timed(folder: Path, posts: int) -> tuple[float, float]:
    """Import posts of some 400 words with a picture in ten into a new portfolio."""
    source = folder / "blog/_posts"
    source.mkdir(parents=True)
    for number in range(posts):
        day = dt.date(2015, 1, 1) + dt.timedelta(days=number)
        link = f"{{% post_url {dt.date(2015, 1, 1)}-post-0 %}}"
        text = f"We cut the time of a deploy, as in [the first]({link}).\n\n" + "Words. " * 400
        head = f"---\nlayout: post\ntitle: Post {number}\ntags: [ci]\n---\n"
        (source / f"{day}-post-{number}.md").write_text(head + text, encoding="utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    init = (*_COMMAND, "init", "portfolio", "--name", "Ada", "--headline", "CTO")
    subprocess.run(init, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    command = (*_COMMAND, "import", "../blog", "--yes")
    subprocess.run(
        command,
        cwd=folder / "portfolio",
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - began, after.ru_utime - before.ru_utime


if __name__ == "__main__":
    main()
