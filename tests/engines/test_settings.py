"""`mkdocs.yml` read without an engine: as MkDocs reads it, and what it would refuse is said."""

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cto_portfolio.cli import main
from cto_portfolio.engines import settings
from cto_portfolio.engines.mkdocs_settings import PluginConfig
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing.options import PluginOptions
from tests.support import project
from tests.support.project import entry

OPTIONS = "plugins:\n- search\n- cto-portfolio:\n"


def _written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder / "mkdocs.yml"


def _wrong(folder: Path, **files: str) -> str:
    with pytest.raises(PortfolioError) as raised:
        settings.load(_written(folder, **files))
    return str(raised.value).replace(f"{folder}/", "")


def test_the_plugin_and_what_reads_without_it_know_the_same_options() -> None:
    plugin = {key: option.default for key, option in PluginConfig._schema}  # noqa: SLF001
    known = {name: field.default for name, field in PluginOptions.model_fields.items()}

    assert known.keys() == plugin.keys()
    assert {key: tuple(one) if isinstance(one, list) else one for key, one in plugin.items()} == {
        **known
    }


def test_options_are_read(tmp_path: Path) -> None:
    lines = (
        "frameworks: [ours.yml]",
        "publish: ['*.pdf']",
        "show_gaps: true",
        "redact:",
        "lead: writing",
    )
    text = OPTIONS + "".join(f"    {line}\n" for line in lines)

    chosen = settings.load(_written(tmp_path, mkdocs=text))

    assert chosen.frameworks == ("ours.yml",)
    assert chosen.publish == ("*.pdf",)
    assert (chosen.shows_gaps, chosen.redacts, chosen.lead) == (True, False, "writing")


@pytest.mark.parametrize(
    "listed", ["[search, macros, cto-portfolio]", "{search: {}, macros: {a: 1}, cto-portfolio: {}}"]
)
def test_it_is_known_which_plugins_may_change_a_text(tmp_path: Path, listed: str) -> None:
    chosen = settings.load(_written(tmp_path, mkdocs=f"site_name: A\nplugins: {listed}\n"))

    assert chosen.dialect.plugins == ("search", "macros", "cto-portfolio")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("show_gap: true", "4: unknown-key: no key 'show_gap'; did you mean 'show_gaps'?"),
        ("show_gaps: yes please", "4: wrong-type: 'show_gaps' takes true or false"),
        ("frameworks: five-areas", "4: wrong-type: 'frameworks' takes a list"),
        ("frameworks: [1]", "4: wrong-type: 'frameworks[1]' takes text, not the number 1"),
        ("publish: '*.pdf'", "4: wrong-type: 'publish' takes a list"),
        ("look: teal", "4: wrong-type: 'look' takes 'key: value' lines"),
        (
            "timezone: europe/berlin",
            "4: bad-value: 'timezone': 'europe/berlin' is no",
        ),
        ("lead: writings", "4: bad-value: 'lead' is 'outcomes', 'decisions' or"),
        ("timezone: UTC+2", "4: bad-value: 'timezone': 'UTC+2' is no time zone"),
        ("timezone: ../localtime", "4: bad-value: 'timezone': '../localtime' is no time zone"),
        ("timezone: 2", "4: wrong-type: 'timezone' takes text, not the number 2"),
        ("on: 1", "4: unknown-key: no key 'on'"),
        ("redact: true\n    redact: false", "5: duplicate-key: 'redact' stands on line 4"),
        ("look:\n      accent: x\n      accent: y", "6: duplicate-key: 'accent' stands on line 5"),
        ("look: &a {b: *a}", "4: unsafe-yaml"),
        ("2026-02-30: x", "4: unknown-key: no key '2026-02-30'"),
    ],
)
def test_options_that_cannot_be_are_said_with_their_line(
    tmp_path: Path, options: str, said: str
) -> None:
    assert _wrong(tmp_path, mkdocs=f"{OPTIONS}    {options}\n").startswith(f"mkdocs.yml:{said}")


def test_all_that_is_wrong_with_options_is_said_at_once(tmp_path: Path) -> None:
    text = f"{OPTIONS}    show_gap: true\n    redact: 1\n    look: []\n"

    assert [one.split(":")[1] for one in _wrong(tmp_path, mkdocs=text).splitlines()] == list("456")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("site_name: A\ncopyright: 2026-02-30\n", "2: broken-yaml: '2026-02-30' is no date"),
        (f"site_name: A\nx: {'9' * 5000}\n", "2: broken-yaml: '9999"),
        ("site_name: 12\n", "1: wrong-type: 'site_name' takes text, not the number 12"),
        ("docs_dir: [a]\n", "1: wrong-type: 'docs_dir' takes text, not a list"),
        ('docs_dir: "a\\0b"\n', "1: wrong-type: 'docs_dir'"),
        ("use_directory_urls: maybe\n", "1: wrong-type: 'use_directory_urls' takes true or false"),
        ("exclude_docs: '!'\n", "1: bad-value: 'exclude_docs'"),
        ("exclude_docs: '[z-a]'\n", "1: bad-value: 'exclude_docs': '[z-a]' is no pattern"),
        ("a: 1\nsite_url: http://[::1/\n", "2: bad-value: 'site_url' is no address"),
        (f"a: 1\nsite_name: 0x{'f' * 5000}\n", "2: broken-yaml: '0xffff"),
        ('site_name: "a\\ud800"\n', "1: broken-yaml: an escape stands for no character"),
        ('"a\\ud800": 1\n', "1: broken-yaml: an escape stands for no character"),
        (f"markdown_extensions:\n- toc: {{a: {'9' * 5000}}}\n", "2: broken-yaml: '9999"),
        ("plugins:\n- cto-portfolio: [a]\n", "2: wrong-type: 'cto-portfolio' takes 'key: value'"),
        ("a: 1\n\0\n", "2: broken-yaml"),
        ("a: 1\nb: " + "[" * 5000, "1: broken-yaml"),
        ("[a, b]: c\n", "1: broken-yaml: a key must be plain text"),
        ("a: *b\n", "1: broken-yaml"),
        ("<<: 1\n", "1: broken-yaml"),
        ("", "1: broken-yaml: expected 'key: value' lines"),
    ],
)
def test_a_configuration_that_cannot_be_is_said_with_its_line(
    tmp_path: Path, text: str, said: str
) -> None:
    assert _wrong(tmp_path, mkdocs=text).startswith(f"mkdocs.yml:{said}")


def test_what_engines_allow_is_allowed(tmp_path: Path) -> None:
    text = (
        "theme: &theme {name: material}\nextra: {<<: *theme, 1: x, on: y}\n"
        "plugins:\n  search:\n  cto-portfolio:\n    enabled: true\n"
        "hooks: !relative x\nb: !!python/name:os.getcwd\nsite_url: !ENV [NOWHERE, 'https://a.example']\n"
    )

    assert settings.load(_written(tmp_path, mkdocs=text)).address == "https://a.example/"


def test_what_is_inherited_is_merged_as_engines_do(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    ours = "plugins:\n  cto-portfolio:\n    "
    _written(
        tmp_path / "more", base=f"INHERIT: ../root.yml\ndocs_dir: ours\n{ours}show_gaps: true\n"
    )
    root = "site_name: Ada\ndocs_dir: theirs\nuse_directory_urls: false\nplugins: {search: {}}\n"
    heir = f"INHERIT: more/base.yml\n{ours}frameworks: [ours.yml]\n"

    chosen = settings.load(_written(tmp_path, root=root, mkdocs=heir))

    assert (chosen.name, chosen.docs_dir) == ("Ada", tmp_path / "ours")
    assert not chosen.has_directory_urls
    assert chosen.shows_gaps
    assert chosen.frameworks == ("ours.yml",)


def test_lists_are_replaced_and_mistakes_stand_where_they_were_written(tmp_path: Path) -> None:
    base = f"{OPTIONS}    show_gap: true\n"

    assert _wrong(tmp_path, base=base, mkdocs="INHERIT: base.yml\n").startswith("base.yml:4: ")
    settings.load(_written(tmp_path, base=base, mkdocs="INHERIT: base.yml\nplugins: [search]\n"))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"mkdocs": "a: 1\nINHERIT: no.yml\n"}, "mkdocs.yml:2: missing-file: there is no file"),
        ({"mkdocs": "INHERIT: mkdocs.yml\n"}, "mkdocs.yml:1: inherit-circle:"),
        (
            {"mkdocs": "INHERIT: b.yml\n", "b": "\nINHERIT: mkdocs.yml\n"},
            "b.yml:2: inherit-circle:",
        ),
        ({"mkdocs": "INHERIT: [b.yml]\n"}, "mkdocs.yml:1: wrong-type: 'INHERIT' takes"),
        ({"mkdocs": "INHERIT: b.yml\n", "b": "- a\n"}, "b.yml:1: broken-yaml: expected"),
        ({"mkdocs": "INHERIT: b.yml\n", "b": "a: 1\nb: 2026-02-30\n"}, "b.yml:2: broken-yaml:"),
        ({"mkdocs": "INHERIT: .\n"}, "mkdocs.yml:1: missing-file:"),
    ],
)
def test_what_cannot_be_inherited_is_said(tmp_path: Path, files: dict[str, str], said: str) -> None:
    assert _wrong(tmp_path, **files).startswith(said)


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    link = tmp_path / "mkdocs.yml"
    os.mkfifo(tmp_path / "pipe")
    for target in ("/dev/zero", "pipe", "."):
        link.symlink_to(target)
        assert _wrong(tmp_path).startswith("'mkdocs.yml' is no file; ")
        link.unlink()


def test_a_thousand_aliases_take_no_time(tmp_path: Path) -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 30))
    text = f"l0: &l0 [x]\n{levels}{OPTIONS}    look: {{a: *l29}}\n"

    assert "unsafe-yaml" in _wrong(tmp_path, mkdocs=text)


def test_the_other_ending_is_found_as_engines_find_it(author_folder: Path) -> None:
    project.draw(author_folder, {"entries/deploys.md": entry()})
    (author_folder / "mkdocs.yml").rename(author_folder / "mkdocs.yaml")

    assert CliRunner().invoke(main, ["check"]).exit_code == 0


snippets = st.sampled_from(
    [
        *(
            "INHERIT: mkdocs.yml\n",
            "plugins:\n",
            "- cto-portfolio:\n",
            "  cto-portfolio:\n",
            "<<: ",
        ),
        *(
            "    look: ",
            "    frameworks: ",
            "{a: b}\n",
            "[a, b]\n",
            "&a ",
            "*a\n",
            "!ENV ",
            "!!set ",
        ),
        *(
            "2026-02-30\n",
            "1e999\n",
            "on: ",
            "? ",
            "- ",
            "docs_dir: ",
            "site_url: ",
            "theme: ",
            "\0",
        ),
        *(
            "exclude_docs: ",
            "|\n",
            "'",
            '"',
            "\t",
            "\\",
            "[",
            "{",
            "9" * 5000,
            "0x",
            "1:2:3\n",
            "\n",
        ),
    ]
)


@hypothesis_settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.lists(snippets | st.text(max_size=3), max_size=12).map("".join))
def test_any_configuration_is_read_or_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_bytes(content.encode("utf-8", "replace"))

    said = f"{path}:1: "
    try:
        settings.load(path)
    except PortfolioError as error:
        said = str(error)

    assert said.startswith(f"{path}:")


def test_the_bar_holds_what_its_option_names_and_the_foot_leads_to_the_rest(tmp_path: Path) -> None:
    files = {
        "entries/a.md": entry("article"),
        "entries/b.md": entry(),
        "entries/quiet.md": entry(visibility="unlisted"),
        "about.md": "Me.\n",
    }
    bar = {
        "About me": "about.md",
        "Essays": "writing.md",
        "Talks": "talks.md",
        "The one": "entries/b.md",
        "Trends": "areas/trends.md",
    }
    project.draw(tmp_path, files, options={"navigation": bar})

    assert project.build(tmp_path, "--strict").returncode == 0
    page = (tmp_path / "site/index.html").read_text("utf-8")
    shown = re.findall(r'class="nav__link" href="([^"]+)">([^<]+)<', page)
    foot = re.findall(r'<li><a href="([a-z]+/)">', page.partition('class="footer__more"')[2])

    assert shown == [
        ("about/", "About me"),
        ("writing/", "Essays"),
        ("entries/b/", "The one"),
    ]
    assert foot == ["work/", "coverage/", "timeline/", "brief/"]


def test_what_the_bar_cannot_lead_to_is_said_with_its_line(tmp_path: Path) -> None:
    bar = {"Essays": "writting.md", "Me": "about.md", "Home": "index.md", "Quiet": "quiet.md"}
    files = {
        "about.md": "---\nvisibility: private\n---\n\nMe.\n",
        "quiet.md": entry(visibility="unlisted"),
    }
    project.draw(tmp_path, files, options={"navigation": bar})

    checked = CliRunner().invoke(main, ["check", "-f", str(tmp_path / "mkdocs.yml")])

    assert checked.stdout.count("'navigation' leads to") == 3
    dead = ":10: dead-link: 'navigation' leads to 'writting.md', and there is no such page; did"
    assert f"{dead} you mean 'writing.md'?\n" in checked.stdout
    assert ":12: hidden-link: 'navigation' leads to 'about.md', which is not" in checked.stdout
