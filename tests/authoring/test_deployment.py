"""Files for hosts: their makers' own checks take them, and each builds before it publishes."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import crossplane
import jsonschema
import pytest
import yaml
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

from cto_portfolio.authoring import deployment
from cto_portfolio.authoring.deployment import TARGETS, Place
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing.settings import Settings
from tests.support import sample
from tests.support.browser import unavailable

ADA = Place(name="Ada Example", address="https://ada.example.com/")
MODULES = Path(sys.prefix, "node/tests/node_modules")
SCRIPTS = ("s3", "rsync")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the files of each target into a folder of its name."""
    root = tmp_path_factory.mktemp("targets")
    for target in TARGETS.values():
        deployment.write(target.files(ADA), root / target.id)
    return root


@pytest.fixture(scope="module")
def understood(written: Path) -> Mapping[str, Any]:
    """Let node read what is written for it, once."""
    if not (shutil.which("node") and (MODULES / "@netlify/config").exists()):
        unavailable("NOT CHECKED: there is no node, or no @netlify/config; `make test` installs it")
    script = sample.PROJECT / "tests/support/deployed.mjs"
    function = written / "s3/deploy/cloudfront-function.js"
    asked = ("/", "/talks/", "/talks", "/feed.xml", "/.well-known/matrix", "//evil")
    done = subprocess.run(
        ["node", script, MODULES, written / "netlify", function, *asked],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    understood: Mapping[str, Any] = json.loads(done.stdout)
    return understood


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.github-workflows", "github-pages/.github/workflows/publish.yml"),
        ("vendor.github-workflows", "cloudflare/.github/workflows/publish.yml"),
        ("vendor.gitlab-ci", "gitlab-pages/.gitlab-ci.yml"),
    ],
)
def test_workflows_fit_the_schema_of_their_host(written: Path, schema: str, path: str) -> None:
    arguments = ["--builtin-schema", schema, str(written / path)]

    result = CliRunner().invoke(check_jsonschema, arguments)

    assert result.exit_code == 0, result.output


def test_github_gets_hidden_files_and_no_more_rights_than_needed(written: Path) -> None:
    text = (written / "github-pages/.github/workflows/publish.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)

    assert workflow["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    assert workflow["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert workflow["jobs"]["publish"]["environment"]["name"] == "github-pages"
    assert workflow["concurrency"]["group"] == "pages"
    upload = workflow["jobs"]["build"]["steps"][-1]
    assert upload["with"] == {"path": "site", "include-hidden-files": True}
    assert re.findall(r"actions/([\w-]+@v\d+)", text) == [
        *("checkout@v7", "setup-python@v7", "cache@v6"),
        *("configure-pages@v6", "upload-pages-artifact@v5", "deploy-pages@v5"),
    ]


def test_gitlab_publishes_the_built_site(written: Path) -> None:
    jobs = yaml.safe_load((written / "gitlab-pages/.gitlab-ci.yml").read_text(encoding="utf-8"))

    assert jobs["publish"]["pages"] == {"publish": "site"}


def test_wrangler_takes_its_configuration(written: Path) -> None:
    schema = MODULES / "wrangler/config-schema.json"
    if not schema.exists():
        unavailable("NOT CHECKED: there is no wrangler; `make test` installs it")
    text = (written / "cloudflare/wrangler.jsonc").read_text(encoding="utf-8")
    config = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))

    jsonschema.validate(config, json.loads(schema.read_text(encoding="utf-8")))

    assert config["name"] == "ada-example"
    assert config["build"] == {"command": "cto-portfolio build"}
    assert config["assets"]["directory"] == "./site"
    assert config["assets"]["not_found_handling"] == "404-page"


def test_netlify_reads_its_file(understood: Mapping[str, Any], written: Path) -> None:
    build = understood["netlify"]["build"]

    assert build["command"] == "pip install -r requirements.txt && cto-portfolio build"
    assert build["publish"] == str(written / "netlify/site")
    assert build["environment"] == {"PYTHON_VERSION": "3.13"}
    assert build["processing"]["skip_processing"] is True
    [plugin] = understood["netlify"]["plugins"]
    assert (written / "netlify" / plugin["package"].lstrip("/") / "manifest.yml").is_file()
    assert understood["hooks"] == ["onPreBuild", "onPostBuild"]


def test_cloudfront_finds_pages_in_folders(understood: Mapping[str, Any]) -> None:
    answers = [
        answer.get("uri") or answer["headers"]["location"]["value"]
        for answer in understood["answers"]
    ]

    assert answers == [
        *("/index.html", "/talks/index.html", "/talks/", "/feed.xml", "/.well-known/matrix"),
        "/evil/",  # on this host
    ]


def test_scripts_please_shellcheck(written: Path) -> None:
    scripts = [path for name in SCRIPTS for path in (written / name).rglob("*.sh")]

    done = subprocess.run(
        [sample.command("shellcheck"), *scripts], capture_output=True, text=True, check=False
    )

    assert len(scripts) == len(SCRIPTS)
    assert done.returncode == 0, done.stdout


def test_the_container_pleases_hadolint(written: Path) -> None:
    done = subprocess.run(
        [sample.command("hadolint"), written / "container/Dockerfile"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_the_last_stage_of_the_container_takes_the_site_and_no_source(written: Path) -> None:
    text = (written / "container/Dockerfile").read_text(encoding="utf-8")
    last = text.rpartition("\nFROM ")[2]

    copied = re.findall(r"^COPY (.*)$", last, re.MULTILINE)

    assert copied == [
        "deploy/container-nginx.conf /etc/nginx/conf.d/default.conf",
        "--from=build /portfolio/site /usr/share/nginx/html",
    ]


@pytest.mark.parametrize(
    "path", ["rsync/deploy/nginx.conf", "container/deploy/container-nginx.conf"]
)
def test_nginx_parses_its_configuration(written: Path, tmp_path: Path, path: str) -> None:
    (tmp_path / "nginx.conf").write_text(
        f"events {{}}\nhttp {{ include {written / path}; }}\n", encoding="utf-8"
    )

    parsed = crossplane.parse(str(tmp_path / "nginx.conf"), strict=True)

    # It takes what stands in a `map`, which may be anything, for directives.
    of_map = re.compile(r'unknown directive "(?:default|~.*)"')
    assert [each["error"] for each in parsed["errors"] if not of_map.match(each["error"])] == []
    assert len(parsed["config"]) == 2


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_builds_before_it_publishes_and_says_what_is_left(target: str) -> None:
    texts = TARGETS[target].files(ADA).values()

    assert any("cto-portfolio build" in text for text in texts)
    assert not any("@{" in text for text in (*texts, *TARGETS[target].next_steps(ADA)))
    assert 1 <= len(TARGETS[target].next_steps(ADA)) <= 5


@pytest.mark.parametrize(
    "target", [target for target in TARGETS.values() if target.has_sources], ids=lambda it: it.id
)
def test_what_hosts_build_keeps_its_cache(target: deployment.Target) -> None:
    assert any(".cache" in text for text in target.files(ADA).values())


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize("is_good", [True, False])
def test_scripts_send_nothing_unless_the_build_is_good(
    written: Path, tmp_path: Path, name: str, *, is_good: bool
) -> None:
    shutil.copytree(written / name, tmp_path / "mine")
    for command, text in {
        "cto-portfolio": f"mkdir -p site; exit {0 if is_good else 1}",
        "aws": 'echo "aws $*" >> sent',
        "rsync": 'echo "rsync $*" >> sent',
    }.items():
        path = tmp_path / "bin" / command
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        path.chmod(0o755)
    [script] = (tmp_path / "mine/deploy").glob("*.sh")

    done = subprocess.run(
        ["bash", script],  # noqa: S607 (of the system)
        env={
            "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin",
            "BUCKET": "my bucket",
            "DISTRIBUTION": "E1",
            "DESTINATION": "ada@host:/a b/",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    sent = tmp_path / "mine/sent"
    assert (done.returncode == 0) == is_good
    assert sent.exists() == is_good
    if is_good:
        lines = sent.read_text(encoding="utf-8").splitlines()
        assert all("my bucket/" in line for line in lines if " s3 " in line)
        removing = [number for number, line in enumerate(lines) if " --delete" in line]
        assert removing == [len(lines) - (2 if name == "s3" else 1)]


def test_places_are_read_from_the_configuration(tmp_path: Path) -> None:
    settings = Settings(
        path=PurePosixPath("work/site.yml"),
        name="Æda Éxample & Søn",
        address="https://bücher.example/",
        root=tmp_path,
        site_dir=tmp_path / "out/public",
    )

    place = Place.of(settings)

    assert place.slug == "da-example-sn"
    assert place.host == "xn--bcher-kva.example"
    assert place.build == "cto-portfolio build -f site.yml"
    assert place.site_dir == PurePosixPath("out/public")
    assert "path: out/public" in next(iter(TARGETS["github-pages"].files(place).values()))


@pytest.mark.parametrize("name", ["", "履歴", "---", "x" * 200])
def test_every_name_yields_one_that_hosts_take(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,53}", Place(name=name).slug)


@pytest.mark.parametrize("path", ["my site", "-site", "a;b", 'a"b', "$HOME", "é"])
def test_paths_that_shells_would_read_otherwise_are_refused(path: str) -> None:
    with pytest.raises(PortfolioError, match="site_dir"):
        TARGETS["s3"].files(Place(name="Ada", site_dir=PurePosixPath(path)))


def test_no_file_of_the_author_is_written_over(tmp_path: Path) -> None:
    files = TARGETS["cloudflare"].files(ADA)
    (tmp_path / "wrangler.jsonc").write_text("{}", encoding="utf-8")

    with pytest.raises(PortfolioError, match=r"nothing was written: 'wrangler\.jsonc'"):
        deployment.write(files, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["wrangler.jsonc"]


def test_what_is_there_already_is_left(tmp_path: Path) -> None:
    files = TARGETS["netlify"].files(ADA)
    first = deployment.write(files, tmp_path)
    (tmp_path / "netlify.toml").unlink()

    second = deployment.write(files, tmp_path)

    assert first == tuple(files)
    assert second == (PurePosixPath("netlify.toml"),)
