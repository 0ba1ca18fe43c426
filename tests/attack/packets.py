"""Attacks on packets: words without consent, left-over settings, weak and moved pages, secrets."""

import base64
import dataclasses
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from cto_portfolio.authoring import sealing
from cto_portfolio.engines import settings
from cto_portfolio.publishing import release as releases
from tests.attack.outcome import Outcome
from tests.support import packets, project, sample
from tests.support.credentials import PLACES, TOKEN, USUAL
from tests.support.project import entry

_PASSPHRASE = "lantern gravel otter mosaic"  # noqa: S105 - of a page that is made up
_HOOK = """
import os, pathlib
pathlib.Path(__file__).with_suffix(".txt").write_text(str(os.environ))
"""
_BO = "entries/from-bo.md"
_TEXT = entry("recommendation", packets.FROM_BO, title="A word from Bo", consent=True)
_WEAK = (
    *("password", "12345678901234567890", "qwertyuiop[]", "letmeinletmein", "iloveyou2026"),
    *("Acme Robotics", "acme robotics 2026", "AcmeRobotics1!", "Ada Example", "adaexample2026"),
    *("passwordpassword", "abcabcabcabcabcabc", "aaaaaaaaaaaaaaaaaaaaaaaa", "P@ssw0rd12345"),
    *("correcthorse", "November 2026", "2026-11-28", "trustno1trustno1", "hunter2hunter2", "   "),
)


def _withdrawn(root: Path) -> None:
    _change(root, "consent: true", "consent: false")


def _unsaid(root: Path) -> None:
    _change(root, "consent: true\n", "")


def _changed(root: Path) -> None:
    _change(root, "Penhaligon", "Pendrell")


def _of_somebody_else(root: Path) -> None:
    _change(root, "Bo Example", "Cy Example")


def _broken(root: Path) -> None:
    _change(root, "kind: recommendation", "kind: [")


def _without_front_matter(root: Path) -> None:
    _change(root, "---\n", "")


def _draft(root: Path) -> None:
    _change(root, "consent: true", "consent: false\ndraft: true")


def _gone(root: Path) -> None:
    (root / "portfolio" / _BO).unlink()


def _renamed(root: Path) -> None:
    path = root / "portfolio" / _BO
    path.rename(path.with_name("bo.md"))
    text = path.with_name("bo.md").read_text("utf-8")
    path.with_name("bo.md").write_text(text.replace("consent: true", "consent: false"), "utf-8")


def _a_folder(root: Path) -> None:
    _gone(root)
    (root / "portfolio" / _BO).mkdir()


def _in_a_private_folder(root: Path) -> None:
    path = root / "portfolio" / _BO
    path.parent.joinpath("private").mkdir()
    path.rename(path.parent / "private" / path.name)


_ALL = ("Bo Example", "A word from Bo", "Penhaligon")
_ENDINGS: Mapping[Callable[[Path], None], Sequence[str]] = {
    **dict.fromkeys((_withdrawn, _unsaid, _broken, _without_front_matter, _draft), _ALL),
    **dict.fromkeys((_gone, _renamed, _a_folder, _in_a_private_folder), _ALL),
    _changed: ["Penhaligon"],
    _of_somebody_else: ["Bo Example"],
}
"""How consent ends, with the words that must be nowhere from then on."""


def run() -> Iterable[Outcome]:
    """Yield what came of each attack."""
    with tempfile.TemporaryDirectory() as folder:
        yield _consents(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        yield _left_over_settings(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        yield _weak_passphrases(Path(folder))
    yield _moved_and_changed_pages()
    with tempfile.TemporaryDirectory() as folder:
        yield _secrets(Path(folder))


def _consents(folder: Path) -> Outcome:
    """End a consent in each way, where the words are plain, frozen and sealed, and build."""
    broken: list[str] = []
    for state in ("plain", "frozen", "sealed", "frozen and sealed"):
        kept = _packet(folder / state.replace(" ", "-"), state)
        for end, words in _ENDINGS.items():
            root = Path(shutil.copytree(kept, folder / "try"))
            end(root)
            site = _site(root)
            texts = [text for _, text in packets.uncompressed(site)]
            if left := [word for word in words if any(word.encode() in text for text in texts)]:
                broken.append(f"{state}, {end.__name__}: the site says {left}")
            if state != "plain" and f"for/{packets.KEY}/index.html" in site:
                broken.append(f"{state}, {end.__name__}: the packet is still there")
            shutil.rmtree(root)
    return Outcome("consent that ends", 4 * len(_ENDINGS), tuple(broken))


def _packet(root: Path, state: str) -> Path:
    root.mkdir()
    project.draw(root, {**packets.files(), _BO: f"{_TEXT}\nPenhaligon listens.\n"})
    for flag, word in (("--freeze", "frozen"), ("--protect", "sealed")):
        if word in state:
            _command(root, "packet", "acme", flag)
    return root


def _left_over_settings(folder: Path) -> Outcome:
    """Leave behind what might open a sealed packet, or hold its passphrase, and build."""
    root = _packet(folder / "sealed", "sealed")
    (root / "hook.py").write_text(_HOOK, encoding="utf-8")
    project.draw(root, {}, config={"hooks": ["hook.py"]})
    names = ("CTO_PORTFOLIO_OPENED_PACKET", "CTO_PORTFOLIO_OPENED", "OPENED", "opened")
    values = (packets.KEY, "acme", "1", f"{packets.KEY} {root / 'site'}")
    broken: list[str] = []
    for name in names:
        for value in values:
            project.build(root, **{name: value})
            page = packets.page_of(project.bytes_of(root / "site"))
            if said := [word for word in packets.FOR_THEM_ALONE[:-1] if word in page]:
                broken.append(f"{name}={value} opens {said}")
    for arguments in (["build"], ["packet", "acme", "--protect"]):
        _command(root, *arguments)
        if _PASSPHRASE in (root / "hook.txt").read_text("utf-8"):
            broken.append(f"{arguments}: a hook finds the passphrase")
    return Outcome("settings left behind", len(names) * len(values) + 2, tuple(broken))


def _weak_passphrases(folder: Path) -> Outcome:
    root = _packet(folder / "open", "open")
    broken = [
        f"'{words}' is taken"
        for words in _WEAK
        if _command(root, "packet", "acme", "--protect", passphrase=words) == 0
    ]
    return Outcome("weak passphrases", len(_WEAK), tuple(broken))


def _moved_and_changed_pages() -> Outcome:
    """Change a bit of each byte of what was sealed, its address and its format, and open it."""
    address = f"for/{packets.KEY}/"
    sealed = sealing.seal("<h1>Quillfeather</h1>", _PASSPHRASE, address=address)
    salt = base64.b64decode(sealed.salt)
    kdf = PBKDF2HMAC(algorithm=SHA256(), length=32, salt=salt, iterations=sealed.rounds)
    cipher = AESGCM(kdf.derive(_PASSPHRASE.encode()))
    iv, text = (base64.b64decode(part) for part in (sealed.iv, sealed.text))
    bound = f"cto-portfolio packet 1 {address}"
    tries = [(iv, text, said.encode()) for said in ("", bound.replace("1", "2"), bound[:-1])]
    tries += [(iv, text, bound.replace("a", "b").encode())]
    tries += [(iv, _flipped(text, place), bound.encode()) for place in range(len(text))]
    tries += [(_flipped(iv, place), text, bound.encode()) for place in range(len(iv))]
    broken = [
        f"opens with {said!r}" for first, held, said in tries if _opens(cipher, first, held, said)
    ]
    if not _opens(cipher, iv, text, bound.encode()):
        broken.append("does not open at its own address")
    if "Quillfeather" in json.dumps(dataclasses.asdict(sealed)):
        broken.append("its text stands in the file")
    return Outcome("pages moved and changed", len(tries), tuple(broken))


def _flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def _opens(cipher: AESGCM, iv: bytes, text: bytes, bound: bytes) -> bool:
    try:
        cipher.decrypt(iv, text, bound)
    except InvalidTag:
        return False
    return True


def _secrets(folder: Path) -> Outcome:
    """Put a key of each kind into each place, and check."""
    broken: list[str] = []
    home = "# Ada\n\n[notes](notes.txt) ![notes](notes.svg)\n"
    beside = {"notes.txt": "Nothing.\n", "notes.svg": "<svg/>"}
    tries = [
        (f"{kind} in {path}", path, text.format(secret))
        for kind, secret in USUAL.items()
        for path, text in (
            ("entries/prose.md", f"{entry()}\n{{}}\n"),
            ("entries/code.md", f"{entry()}\n```\n{{}}\n```\n"),
            ("notes.txt", "{}"),
        )
    ]
    tries += [(f"token in {place}", path, text) for place, (path, text) in PLACES.items()]
    for number, (name, path, text) in enumerate(tries):
        root = folder / str(number)
        root.mkdir()
        project.draw(root, {"index.md": home, **beside, path: text})
        chosen = settings.load(root / "mkdocs.yml")
        found = [
            problem
            for problem in releases.load(chosen, today=project.TODAY).problems
            if problem.code == "secret"
        ]
        if not found:
            broken.append(f"{name} is not found")
        if any(TOKEN in problem.message for problem in found):
            broken.append(f"{name} is said")
    return Outcome("secrets nobody listed", len(tries), tuple(broken))


def _change(root: Path, old: str, new: str) -> None:
    path = root / "portfolio" / _BO
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


def _site(root: Path) -> dict[str, bytes]:
    project.build(root)
    return project.bytes_of(root / "site")


def _command(root: Path, *arguments: str, passphrase: str = _PASSPHRASE) -> int:
    return subprocess.run(
        [sample.command("cto-portfolio"), *arguments],
        cwd=root,
        env={**project.ENVIRONMENT, "CTO_PORTFOLIO_PASSPHRASE": passphrase},
        capture_output=True,
        check=False,
    ).returncode
