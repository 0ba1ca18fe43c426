"""A built site on a branch of another repository: what arrives, and what is refused."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import site_branch

SITE: Mapping[str, bytes] = {
    "index.html": b"<h1>Ada</h1>\r\n",
    "talks/index.html": b"<h1>Talks</h1>\n",
    ".well-known/security.txt": b"Contact: mailto:ada@example.com\n",
    'odd "name" \\ \xc3\xa9.txt'.encode("latin-1").decode(): b"no newline at its end",
    "picture.png": bytes(range(256)) * 9,
}


@pytest.fixture(autouse=True)
def _of_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give git a home without settings, and no repository around."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "somebody@example.com")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Lay out a site by hand."""
    return _lay(tmp_path / "site", SITE)


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """Make an empty repository to push to."""
    _git("init", "--quiet", "--bare", str(tmp_path / "remote.git"))
    return tmp_path / "remote.git"


@pytest.fixture
def author(tmp_path: Path) -> Path:
    """Make the repository of an author, with sources in it."""
    root = tmp_path / "author"
    _lay(root, {"mkdocs.yml": b"site_name: Ada\n", "portfolio/entries/secret.md": b"wren10quill"})
    _git("init", "--quiet", "-b", "main", str(root))
    _commit(root)
    return root


def _lay(root: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def _git(*arguments: str, at: Path | None = None) -> str:
    done = subprocess.run(
        ["git", *arguments],  # noqa: S607 (of the system)
        cwd=at,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def _commit(root: Path, message: str = "Change it") -> None:
    _git("add", "--all", at=root)
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
    _git(*who, "commit", "--quiet", "--message", message, at=root)


def _held(remote: Path, branch: str = "pages") -> dict[str, bytes]:
    """Return the files of a branch, byte for byte."""
    out = remote.parent / "checked-out"
    subprocess.run(["rm", "-rf", out], check=True)  # noqa: S607 (of the system)
    _git("-c", "core.autocrlf=false", "clone", "--quiet", "-b", branch, str(remote), str(out))
    files = (path for path in out.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def _log(remote: Path, form: str, branch: str = "pages") -> list[str]:
    return _git("log", f"--format={form}", branch, at=remote).splitlines()


def test_a_site_arrives_byte_for_byte(site: Path, remote: Path, tmp_path: Path) -> None:
    pushed = site_branch.push(site, str(remote), "pages", root=tmp_path)

    assert pushed.is_new
    assert _held(remote) == {**SITE, ".nojekyll": b""}


def test_what_is_on_the_author_s_machine_takes_no_part(
    site: Path, remote: Path, author: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings, attributes, ignored files, hooks, templates, and variables of a running hook."""
    hook = b"#!/bin/sh\ntouch $HOME/hooked; exit 1\n"
    names = ("pre-push", "pre-commit", "post-checkout")
    for folder in ("hooks", "template/hooks", "author/.git/hooks"):
        for path in _lay(tmp_path / folder, dict.fromkeys(names, hook)).iterdir():
            path.chmod(0o755)
    _lay(site, {".gitattributes": b"* text=auto eol=crlf\n", ".gitignore": b"*\n"})
    _lay(tmp_path, {"ignored": b"*\n", "attributes": b"* text eol=crlf\n"})
    for key, setting in {
        "core.autocrlf": "true",
        "core.safecrlf": "true",
        "commit.gpgSign": "true",
        "core.hooksPath": f"{tmp_path}/hooks",
        "init.templateDir": f"{tmp_path}/template",
        "core.excludesFile": f"{tmp_path}/ignored",
        "core.attributesFile": f"{tmp_path}/attributes",
        "push.followTags": "true",
        "push.gpgSign": "true",
        "log.showSignature": "true",
    }.items():
        _git("config", "--global", key, setting)
    monkeypatch.setenv("GIT_DIR", str(author / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(author / ".git/index"))
    before = _everything(author)

    site_branch.push(site, str(remote), "pages", root=author)
    _lay(site, {"index.html": b"new\n"})
    site_branch.push(site, str(remote), "pages", root=author)

    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert _git("cat-file", "blob", "pages~1:index.html", at=remote) == "<h1>Ada</h1>\r\n"
    tree = _git("ls-tree", "-r", "--name-only", "-z", "pages", at=remote).split("\0")
    assert sorted(filter(None, tree)) == sorted({*SITE, ".nojekyll"})
    assert _everything(author) == before
    assert not (tmp_path / "hooked").exists()


def _everything(root: Path) -> dict[str, tuple[int, bytes]]:
    paths = (path for path in root.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in paths}


def test_each_push_is_a_commit_after_the_last_and_an_unchanged_site_is_none(
    site: Path, remote: Path, tmp_path: Path
) -> None:
    site_branch.push(site, str(remote), "pages", root=tmp_path)
    again = site_branch.push(site, str(remote), "pages", root=tmp_path)
    (site / "talks/index.html").unlink()
    site_branch.push(site, str(remote), "pages", root=tmp_path)

    assert not again.is_new
    assert len(_log(remote, "%H")) == 2
    assert set(_held(remote)) == {*SITE, ".nojekyll"} - {"talks/index.html"}


def test_commits_say_nothing_of_the_portfolio_and_are_the_author_s(
    site: Path, remote: Path, author: Path
) -> None:
    _git("config", "user.name", "Ada <Example>", at=author)
    _git("config", "user.email", "ada@example.com", at=author)

    site_branch.push(site, str(remote), "pages", root=author)

    assert _log(remote, "%an %ae %cn %ce %cI") == [
        "Ada Example ada@example.com Ada Example ada@example.com 2026-09-21T14:13:20+00:00"
    ]
    assert _log(remote, "%B") == ["Publish the site", "", "Site-Builder: cto-portfolio", ""]


def test_where_git_knows_nobody_nobody_is_named(site: Path, remote: Path, tmp_path: Path) -> None:
    site_branch.push(site, str(remote), "pages", root=tmp_path)

    assert _log(remote, "%an %ae") == ["cto-portfolio site@cto-portfolio.invalid"]


def test_remotes_have_the_names_that_the_author_gave_them(
    site: Path, remote: Path, author: Path
) -> None:
    _git("remote", "add", "public", "../remote.git", at=author)

    pushed = site_branch.push(site, "public", "pages", root=author)

    assert pushed.remote == "public"
    assert "index.html" in _held(remote)


@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_branch_that_ever_held_sources_is_refused(
    site: Path, remote: Path, author: Path, *, is_deleted: bool
) -> None:
    if is_deleted:
        _git("rm", "-rq", "portfolio", "mkdocs.yml", at=author)
        _lay(author, {"index.html": b"<h1>Ada</h1>\n"})
        _commit(author)
    _git("push", "--quiet", str(remote), "main", at=author)
    before = _log(remote, "%H", "main")

    with pytest.raises(PortfolioError, match="'main' holds more than built sites") as error:
        site_branch.push(site, str(remote), "main", root=author)

    assert "wren10quill" not in str(error.value)
    assert _log(remote, "%H", "main") == before


def test_sources_on_top_of_sites_are_refused(site: Path, remote: Path, author: Path) -> None:
    site_branch.push(site, str(remote), "pages", root=author)
    _git("clone", "--quiet", "-b", "pages", str(remote), str(author / "clone"))
    _lay(author / "clone", {"notes.md": b"mine"})
    _commit(author / "clone")
    _git("push", "--quiet", at=author / "clone")

    with pytest.raises(PortfolioError, match=r"such as 'notes\.md'"):
        site_branch.push(site, str(remote), "pages", root=author)


def test_a_branch_without_a_site_is_refused(site: Path, remote: Path, tmp_path: Path) -> None:
    root = _lay(tmp_path / "other", {"src/main.rs": b"fn main() {}\n"})
    _git("init", "--quiet", "-b", "pages", str(root))
    _commit(root)
    _git("push", "--quiet", str(remote), "pages", at=root)

    with pytest.raises(PortfolioError, match=r"it has no 'index\.html'"):
        site_branch.push(site, str(remote), "pages", root=tmp_path)


def test_sites_that_others_have_built_may_come_before(
    site: Path, remote: Path, tmp_path: Path
) -> None:
    root = _lay(tmp_path / "old", {"index.html": b"old", "sitemap.xml": b"<x/>", ".nojekyll": b""})
    _git("init", "--quiet", "-b", "pages", str(root))
    _commit(root, "Deployed 1a2b3c4 with MkDocs version: 1.6.1")
    _git("push", "--quiet", str(remote), "pages", at=root)

    site_branch.push(site, str(remote), "pages", root=tmp_path)

    assert len(_log(remote, "%H")) == 2
    assert set(_held(remote)) == {*SITE, ".nojekyll"}


def test_the_domain_that_github_wrote_is_kept_unless_the_site_has_one(
    site: Path, remote: Path, tmp_path: Path
) -> None:
    site_branch.push(site, str(remote), "pages", root=tmp_path)
    _git("clone", "--quiet", "-b", "pages", str(remote), str(tmp_path / "clone"))
    _lay(tmp_path / "clone", {"CNAME": b"ada.example.com\n"})
    _commit(tmp_path / "clone", "Create CNAME")
    _git("push", "--quiet", at=tmp_path / "clone")

    kept = site_branch.push(site, str(remote), "pages", root=tmp_path)
    _lay(site, {"CNAME": b"example.org\n"})
    own = site_branch.push(site, str(remote), "pages", root=tmp_path)

    assert (kept.domain, kept.is_new) == ("ada.example.com", False)
    assert (own.domain, own.is_new) == (None, True)
    assert _held(remote)["CNAME"] == b"example.org\n"


def test_who_is_slower_is_told_to_run_it_again(site: Path, remote: Path, tmp_path: Path) -> None:
    """Somebody else publishes while git hands over what the branch held."""
    site_branch.push(site, str(remote), "pages", root=tmp_path)
    theirs = _git("commit-tree", "-p", "pages", "-m", "Theirs", "pages^{tree}", at=remote).strip()
    script = tmp_path / "meanwhile"
    script.write_text(
        f'#!/bin/sh\ngit -C {remote} update-ref refs/heads/pages {theirs}\nexec "$@"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    _git("config", "--global", "uploadpack.packObjectsHook", str(script))
    _lay(site, {"index.html": b"new"})

    with pytest.raises(PortfolioError, match=r"just published to 'pages'; .* run this again"):
        site_branch.push(site, str(remote), "pages", root=tmp_path)

    assert _log(remote, "%H")[0] == theirs


@pytest.mark.parametrize("branch", ["a b", "-f", "", "x..y", "refs/heads/pages", "a:b"])
def test_what_no_branch_can_be_called_is_refused(
    site: Path, remote: Path, tmp_path: Path, branch: str
) -> None:
    with pytest.raises(PortfolioError, match="cannot be the name of a branch"):
        site_branch.push(site, str(remote), branch, root=tmp_path)


@pytest.mark.parametrize("remote", ["origin", "--upload-pack=touch x", ""])
def test_what_is_no_remote_is_refused(site: Path, tmp_path: Path, remote: str) -> None:
    with pytest.raises(PortfolioError, match="is no remote of this repository"):
        site_branch.push(site, remote, "pages", root=tmp_path)


def test_tokens_in_addresses_are_not_shown(site: Path, tmp_path: Path) -> None:
    address = "http://ada:hunter2@127.0.0.1:9/site.git"

    with pytest.raises(PortfolioError, match=r"cannot read 'http://127\.0\.0\.1:9/") as error:
        site_branch.push(site, address, "pages", root=tmp_path)

    assert "hunter2" not in str(error.value)


def test_without_git_a_line_says_so(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.devnull)

    with pytest.raises(PortfolioError, match="git cannot be run"):
        site_branch.push(site, "origin", "pages", root=tmp_path)
