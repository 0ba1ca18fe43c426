"""A branch of built sites, such as hosts serve: one commit more, and nothing else ever in it.

Everything happens in a repository of its own that is thrown away. The author's repository, index,
hooks, attributes and templates take no part: pages leave byte for byte as they were built, because
`git fast-import` takes names and bytes as they are, and nothing from the disk.
"""

import os
import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import git
from cto_portfolio.publishing.git import Bare

_BUILDER = "cto-portfolio"
_MESSAGE = f"Publish the site\n\nSite-Builder: {_BUILDER}\n"
"""It names nothing of the portfolio. By its last line later runs know their own commits."""
_NOBODY = (_BUILDER, f"site@{_BUILDER}.invalid")
"""Who commits where git knows nobody, as on a machine that builds."""
_HIDDEN = frozenset({".nojekyll", ".well-known"})
"""What begins with a dot and is the site's; all else that does belongs to the author."""
_OF_SERVERS = PurePosixPath(".well-known/acme-challenge")
"""There servers prove whose the domain is."""
_NO_JEKYLL = PurePosixPath(".nojekyll")
"""Without it GitHub Pages drops what begins with `_` or `.`."""
_DOMAIN = PurePosixPath("CNAME")
"""GitHub writes the site's own domain into it, on this very branch."""
_OF_SOURCES = re.compile(
    r"\.(?:md|markdown|ya?ml|toml|py|ipynb|j2|jinja2?|rst|lock)$"
    r"|(?:^|/)(?:package(?:-lock)?\.json|Makefile|Dockerfile|README|LICENSE)$",
    re.IGNORECASE,
)
"""Names that built sites do not have."""
_ADDRESS = re.compile(r"[\w+.@-]+:", re.ASCII)
_REJECTED = re.compile(r"^!\t[^\t]*\t\[(?:remote )?rejected\] \((.*)\)$", re.MULTILINE)
_BEHIND = frozenset({"fetch first", "non-fast-forward", "stale info", "already exists"})
_OTHERWISE = "nothing was pushed; name a branch that does not exist yet, or an empty repository"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pushed:
    """What has come of it."""

    remote: str
    """As it may be shown."""
    branch: str
    is_new: bool
    """Whether there is a commit more; else the branch held this very site already."""
    domain: str | None
    """What was kept of a `CNAME` that only the branch had."""


def refuse_unknown(remote: str, branch: str, *, root: Path) -> None:
    """Refuse what can be told to be wrong before a site is built.

    Raises:
        PortfolioError: if the branch cannot be called so, or the remote is none.
    """
    _ref(branch)
    _address(remote, root)


def push(site_dir: Path, remote: str, branch: str, *, root: Path, is_asked: bool = False) -> Pushed:
    """Put a site onto a branch as a commit after what it holds, and never in its place.

    `remote` is an address, a folder, or what the repository around `root` calls it. `is_asked` says
    whether somebody is there whom git may ask for a password.

    Raises:
        PortfolioError: if the branch holds anything but sites, somebody else was faster, or git
            cannot go on; then the branch is as it was.
    """
    ref, address = _ref(branch), _address(remote, root)
    with tempfile.TemporaryDirectory(prefix=f"{_BUILDER}-", ignore_cleanup_errors=True) as folder:
        repository = Bare(folder=Path(folder), is_asked=is_asked)
        repository.run("init", "--quiet", "--bare", "--template=", "--object-format=sha1")
        parent = _fetched(repository, address, ref)
        if parent:
            _refuse_sources(repository, parent, branch)
        files = dict(_files(site_dir))
        domain = None if _DOMAIN in files else _domain(repository, parent)
        if domain is not None:
            files[_DOMAIN] = domain
        repository.run("fast-import", "--quiet", given=_stream(files, parent, _identity(root)))
        is_new = _tree(repository, "site") != (parent and _tree(repository, parent))
        if is_new:
            _send(repository, address, ref)
    return Pushed(
        remote=git.without_secrets(remote),
        branch=branch,
        is_new=is_new,
        domain=domain.decode(errors="replace").strip() if domain else None,
    )


def _ref(branch: str) -> str:
    """Return a branch's whole name; say so if none can be called so."""
    ref = f"refs/heads/{branch}"
    is_name = git.attempt("check-ref-format", ref).returncode == 0
    if not is_name or branch.startswith(("-", "refs/")):
        raise PortfolioError(f"'{branch}' cannot be the name of a branch; write it as 'gh-pages'")
    return ref


def _address(remote: str, root: Path) -> str:
    """Return where a remote is; a name is looked up in the author's repository."""
    known = git.attempt("-C", str(root), "remote", "get-url", "--push", "--", remote)
    is_name = known.returncode == 0
    address = git.printed(known).strip() if is_name else remote
    folder = root / address if is_name else Path(address)
    if remote and folder.is_dir():
        return str(folder.absolute())
    if not is_name and not _ADDRESS.match(remote):
        raise PortfolioError(
            f"'{remote}' is no remote of this repository, no folder and no address; 'git remote -v'"
            " lists the remotes"
        )
    return address


def _fetched(repository: Bare, address: str, ref: str) -> str | None:
    """Return the commit that a branch is at, and fetch its history; None if there is none."""
    listed = repository.attempt("ls-remote", "--heads", "--", address, ref)
    if listed.returncode != 0:
        shown = git.without_secrets(address)
        raise PortfolioError(f"cannot read '{shown}': {git.reason(listed)}")
    if not any(line.endswith(f"\t{ref}") for line in git.printed(listed).splitlines()):
        return None
    repository.run("fetch", "--quiet", "--no-tags", "--", address, ref)
    return repository.run("rev-parse", "--verify", "FETCH_HEAD^{commit}").strip()


def _refuse_sources(repository: Bare, tip: str, branch: str) -> None:
    """Refuse a branch in whose history there is anything that no built site has."""
    path = next(_of_sources(repository, tip), None)
    if path:
        shown = path.encode(errors="replace").decode()
        message = f"the history of '{branch}' holds more than built sites, such as '{shown}'"
        raise PortfolioError(f"{message}; {_OTHERWISE}")
    if "index.html" not in repository.run("ls-tree", "--name-only", "-z", tip).split("\0"):
        raise PortfolioError(f"'{branch}' holds no site: it has no 'index.html'; {_OTHERWISE}")


def _of_sources(repository: Bare, tip: str) -> Iterator[str]:
    """Yield the paths that no built site has, from commits that are not ours."""
    form = "%H %(trailers:key=Site-Builder,valueonly,separator=%x2C)"
    listed = repository.run("log", "--no-show-signature", "--no-color", f"--format={form}", tip)
    commits = (line.split(" ", 1) for line in listed.splitlines())
    foreign = [commit for commit, builder in commits if builder != _BUILDER]
    options = ("--stdin", "--root", "-m", "-r", "--no-renames", "--no-commit-id", "--name-only")
    given = "".join(f"{commit}\n" for commit in foreign).encode()
    changed = repository.run("diff-tree", *options, "-z", given=given)
    return (path for path in changed.split("\0") if path and _is_of_sources(path))


def _is_of_sources(path: str) -> bool:
    return not _is_of_site(PurePosixPath(path)) or bool(_OF_SOURCES.search(path))


def _files(site_dir: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield what is the site's, and what tells GitHub to leave it as it is."""
    yield _NO_JEKYLL, b""
    for folder, folders, names in os.walk(site_dir):
        folders[:] = [name for name in folders if name != ".git"]
        for path in (Path(folder, name) for name in names):
            inside = PurePosixPath(path.relative_to(site_dir).as_posix())
            if _is_of_site(inside) and _OF_SERVERS not in inside.parents:
                yield inside, path.read_bytes()


def _is_of_site(path: PurePosixPath) -> bool:
    first = path.parts[0]
    return not first.startswith(".") or first in _HIDDEN


def _domain(repository: Bare, parent: str | None) -> bytes | None:
    """Return what GitHub has written into `CNAME`: without it the site loses its domain."""
    if parent is None:
        return None
    done = repository.attempt("cat-file", "blob", f"{parent}:{_DOMAIN}")
    return done.stdout if done.returncode == 0 else None


def _tree(repository: Bare, commit: str) -> str:
    return repository.run("rev-parse", "--verify", f"{commit}^{{tree}}")


def _stream(
    files: Mapping[PurePosixPath, bytes], parent: str | None, identity: tuple[str, str]
) -> bytes:
    """Return what `git fast-import` reads: a commit that holds these files and nothing else."""
    name, email = identity
    parts = [
        b"commit refs/heads/site\n",
        f"committer {name} <{email}> {_now()} +0000\n".encode(errors="replace"),
        _data(_MESSAGE.encode()),
        f"from {parent}\n".encode() if parent else b"",
        b"deleteall\n",
    ]
    for path in sorted(files):
        parts += (b"M 100644 inline ", _quoted(path), b"\n", _data(files[path]))
    return b"".join(parts)


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def _quoted(path: PurePosixPath) -> bytes:
    """Return a path as git writes it, between quotes."""
    name = os.fsencode(str(path)).replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    return b'"' + name.replace(b"\n", b"\\n") + b'"'


def _now() -> int:
    """Return the second that the commit is dated with."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(epoch) if epoch.isdigit() else int(time.time())


def _identity(root: Path) -> tuple[str, str]:
    """Return who publishes, as git knows them in the author's repository."""
    name, email = (_configured(root, key) for key in ("user.name", "user.email"))
    return (name, email) if name and email else _NOBODY


def _configured(root: Path, key: str) -> str:
    done = git.attempt("-C", str(root), "config", "--get", key)
    return re.sub(r"[<>\x00-\x1f]", "", git.printed(done)).strip()


def _send(repository: Bare, address: str, ref: str) -> None:
    """Push the commit, if nobody has been faster."""
    options = ("--porcelain", "--no-follow-tags", "--no-signed", "--recurse-submodules=no")
    done = repository.attempt("push", *options, "--", address, f"refs/heads/site:{ref}")
    if done.returncode == 0:
        return
    branch = ref.removeprefix("refs/heads/")
    rejected = _REJECTED.search(git.printed(done))
    if rejected and rejected[1] in _BEHIND:
        raise PortfolioError(
            f"somebody else has just published to '{branch}'; nothing was pushed; run this again"
        )
    reason = git.without_secrets(rejected[1]) if rejected else git.reason(done)
    raise PortfolioError(f"cannot push to '{branch}': {reason}")
