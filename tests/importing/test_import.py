"""`cto-portfolio import`, as an author types it: again, after changes, and with hostile sources."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cto_portfolio.cli import main
from cto_portfolio.importing import formats, original, plan
from cto_portfolio.importing.plan import Destination
from tests.support import project

POST = "---\ntitle: {title}\ndate: 2021-03-14\n---\n{text}\n"


@pytest.fixture(autouse=True)
def _with_a_portfolio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    project.draw(tmp_path, {"entries/mine.md": project.entry(title="Mine")})


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments], env={"SOURCE_DATE_EPOCH": "1790000000"})


def write(path: str, title: str = "Queues", text: str = "Words.") -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(POST.format(title=title, text=text), encoding="utf-8")
    return file


def entries() -> dict[str, str]:
    root = Path("portfolio/entries")
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*.md"))
        if path.name != "mine.md"
    }


def actions(*arguments: str) -> dict[str, str]:
    report = json.loads(run(*arguments, "--format", "json", "--yes").stdout)
    return {document["source"]: document["action"] for document in report["documents"]}


def test_a_dry_run_shows_all_and_writes_nothing() -> None:
    write("blog/_posts/2021-03-14-queues.md")

    result = run("blog", "--dry-run")

    assert "is read as Jekyll, because it has a folder '_posts'" in result.stderr
    assert "new       entries/queues.md: article · 2021-03-14 · Queues" in result.stdout
    assert result.exit_code == 0
    assert not entries()
    assert not Path("portfolio/imported.yml").exists()


def test_outside_of_a_terminal_it_wants_to_be_told() -> None:
    write("blog/_posts/2021-03-14-queues.md")

    result = run("blog")

    assert result.exit_code == 2
    assert "add --yes to write, or --dry-run to look" in result.stderr
    assert not entries()


def test_it_ends_with_suggestions_and_the_command_that_accepts_them() -> None:
    text = "I mentor two junior engineers. My one-on-ones are mostly coaching."
    write("blog/_posts/2021-03-14-notes.md", text=text)

    result = run("blog", "--yes")

    assert "talent/" in result.stdout
    command = next(line for line in result.stderr.split("\n") if "--accept all" in line)
    assert "cto-portfolio suggest portfolio/entries/notes.md --accept all" in command
    assert "requirements" in result.stderr
    accepted = CliRunner().invoke(main, command.partition("cto-portfolio ")[2].split())
    assert accepted.exit_code == 0, accepted.stderr
    assert "evidence:" in entries()["notes.md"]


def test_a_second_run_brings_what_is_new_or_has_changed_and_keeps_what_the_author_wrote() -> None:
    sources = {name: f"blog/_posts/2021-03-14-{name}.md" for name in "abcde"}
    for name, path in sources.items():
        write(path, title=name)
    run("blog", "--yes")
    mine = Path("portfolio/entries/c.md")
    mine.write_text(mine.read_text(encoding="utf-8") + "Mine.\n", encoding="utf-8")
    both = Path("portfolio/entries/d.md")
    both.write_text(both.read_text(encoding="utf-8") + "Mine.\n", encoding="utf-8")
    Path("portfolio/entries/e.md").rename("portfolio/entries/renamed.md")
    write(sources["b"], title="b", text="Changed.")
    write(sources["d"], title="d", text="Changed.")
    write("blog/_posts/2021-03-14-f.md", title="f")

    found = actions("blog")

    assert {Path(source).stem[-1]: action for source, action in found.items()} == {
        "a": "unchanged",
        "b": "updated",
        "c": "yours",
        "d": "both",
        "e": "gone",
        "f": "new",
    }
    assert "Changed." in entries()["b.md"]
    assert entries()["c.md"].endswith("Mine.\n")
    assert "Changed." not in entries()["d.md"]
    assert "e.md" not in entries()


def test_an_author_s_own_entry_of_that_name_stays() -> None:
    write("blog/_posts/2021-03-14-mine.md", title="Another")

    run("blog", "--yes")

    assert [*entries()] == ["mine-2.md"]
    assert "Another" not in Path("portfolio/entries/mine.md").read_text(encoding="utf-8")


def test_an_import_that_was_ended_is_taken_up() -> None:
    write("blog/_posts/2021-03-14-queues.md")
    run("blog", "--yes")
    Path("portfolio/imported.yml").unlink()

    assert [*actions("blog").values()] == ["unchanged"]
    assert [*entries()] == ["queues.md"]


def test_entries_go_into_a_folder_and_are_as_visible_as_asked() -> None:
    write("blog/_posts/2021-03-14-queues.md")

    run("blog", "--yes", "--into", "blog", "--visibility", "unlisted")

    assert "visibility: unlisted" in entries()["blog/queues.md"]


@pytest.mark.parametrize("into", ["../out", "/out", ".hidden"])
def test_no_entry_leaves_the_folder_of_entries(into: str) -> None:
    write("blog/_posts/2021-03-14-queues.md")

    assert run("blog", "--yes", "--into", into).exit_code == 2


def test_what_is_not_there_or_not_known_is_said() -> None:
    Path("empty").mkdir()

    assert "there is no 'nothing'" in run("nothing").stderr
    assert "say it with --from" in run("empty").stderr
    assert "did you mean 'jekyll'" in run("empty", "--from", "jekyl").stderr


def test_a_single_file_is_brought_with_the_pictures_of_its_site() -> None:
    write("blog/_posts/2021-03-14-queues.md", text="![Q](/images/q.png)")
    Path("blog/_config.yml").write_text("title: Blog\n", encoding="utf-8")
    Path("blog/images").mkdir()
    Path("blog/images/q.png").write_bytes(b"\x89PNG")

    run("blog/_posts/2021-03-14-queues.md", "--yes")

    assert "![Q](queues/q.png)" in entries()["queues.md"]
    assert Path("portfolio/entries/queues/q.png").read_bytes() == b"\x89PNG"


def test_links_that_lead_out_are_refused_and_others_go_on() -> None:
    write("blog/_posts/2021-03-14-queues.md", text="![S](../../secret.png) ![T](/link.png)")
    Path("secret.png").write_bytes(b"secret")
    outside = write("outside.md", title="Outside")
    Path("blog/_posts/2021-03-15-link.md").symlink_to(outside.absolute())
    Path("blog/link.png").symlink_to(Path("secret.png").absolute())

    result = run("blog", "--yes")

    assert "refused   _posts/2021-03-15-link.md:1: it is a link that leads out" in result.stdout
    assert result.exit_code == 1
    assert [*entries()] == ["queues.md"]
    assert not list(Path("portfolio").rglob("*.png"))


def test_an_archive_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(original, "MOST_TEXT", 1_000_000)
    with zipfile.ZipFile("blog.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        good = POST.format(title="Good", text="Words.")
        archive.writestr("_posts/2021-03-14-good.md", good)
        archive.writestr("../2021-03-14-out.md", good)
        archive.writestr("/2021-03-14-absolute.md", good)
        archive.writestr("_posts/2021-03-14-bomb.md", good + "0" * 6_000_000)
        link = zipfile.ZipInfo("_posts/2021-03-14-link.md")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("__MACOSX/_posts/2021-03-14-good.md", "junk")

    result = run("blog.zip", "--yes")

    assert [*entries()] == ["good.md"]
    assert result.stdout.count("refused") == 4
    assert "bytes; at most" in result.stdout
    assert result.stdout.count("its name leads out of the archive") == 2
    assert "Traceback" not in result.output


ODD = (
    b"PK\x03\x04 no archive",
    b"\xff\xfe\x00",
    b"---\n" + b"[" * 100_000,
    b"---\ntitle: " + b"&a [*a, " * 500 + b"\n---\n",
    b"{" * 50_000,
    b"+++\na = " + b"[" * 50_000 + b"\n+++\n",
    b"\0" * 100,
    b"---\ntitle: \xe9\n---\n",
    b"---\r\ntitle: x\r\n",
    b"---\ntitle: [a, {b: c}]\ndate: {x: y}\ntags: {a: [b]}\n---\n" + b"#" * 10_000,
    b"---\ntitle: 5\ndate: 2021-02-31\ntags: 7\ndraft: {}\naliases: {a: b}\nimage: [1]\n---\n",
    b"# " + b"[" * 20_000,
    b"{% raw %}" * 5_000,
    b"<!--" * 20_000,
    b"{{< x " * 20_000,
    b'<article class="h-entry"><h1 class="p-name">' + b"<div>" * 5_000,
    b'{"db": [], "meta": 1, "data": []}',
    b'{"db": [{"data": {"posts": [1, {"html": 5}], "tags": 7}}], "meta": 1, "version": 1}',
    b'[{"body_markdown": 5}, {"body_markdown": "---\\n[\\n---"}, 7]',
    b'<!DOCTYPE x [<!ENTITY a "b">]><rss><!-- wordpress.org/export --><item>&a;</item></rss>',
    b"<rss><item><title/></item><item><link>x</link></item></rss>",
    b"post_id,post_date\n../../x,\n,\n",
)


@pytest.mark.parametrize("name", formats.FORMATS)
def test_no_document_shows_a_traceback(name: str) -> None:
    for number, content in enumerate(ODD):
        for file in ("_posts/2021-03-14-odd.md", "adr/0001-odd.md", "a.json", "a.xml", "a.html"):
            path = Path("source", str(number), file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        Path("source", str(number), "posts.csv").write_bytes(content)
    source = formats.FORMATS[name]

    with original.opened(Path("source")) as opened:
        destination = Destination(docs_dir=Path("portfolio"), brought={})
        source.recognise(opened)
        made = plan.make(source.read(opened, project.TODAY), opened, name, destination)

    assert len(made.planned) + len(made.refused) <= 7 * len(ODD)


def test_a_record_that_somebody_has_damaged_is_said() -> None:
    write("blog/_posts/2021-03-14-queues.md")
    run("blog", "--yes")
    record = Path("portfolio/imported.yml")
    for damaged in ("- {\n", '- {"format": "jekyll"}\n', "- []\n"):
        record.write_text(damaged, encoding="utf-8")
        assert "restore the file, or remove it" in run("blog", "--yes").stderr
    out = '- {"format": "jekyll", "source": "x", "entry": "../../x.md", "written": "1"}\n'
    record.write_text(out, encoding="utf-8")

    assert "outside of the portfolio" in run("blog", "--yes").stderr


def test_the_record_is_no_file_of_the_site() -> None:
    write("blog/_posts/2021-03-14-queues.md")
    run("blog", "--yes")

    check = CliRunner().invoke(main, ["check", "--strict"])

    assert check.exit_code == 0, check.output
    assert "imported.yml" not in check.output
