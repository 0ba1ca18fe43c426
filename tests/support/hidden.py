"""Files that must leave no trace on a site; each says one word that stands nowhere else."""

from tests.support.project import entry

CANARY = "quillfeather"

PRIVATE = entry(
    "achievement",
    {"with": [f"{CANARY} colleague"]},
    title=f"{CANARY} title",
    visibility="private",
    summary=f"{CANARY} summary",
    tags=[f"{CANARY}-tag"],
    organization=f"{CANARY} organization",
    business_value=f"{CANARY} value",
    notes=f"{CANARY} notes",
    image=f"{CANARY}.svg",
    alt=f"{CANARY} alt",
    evidence=[{"requirement": "trust/respect", "claim": f"{CANARY} claim"}],
    links=[{"title": f"{CANARY} link", "url": f"https://{CANARY}.example.com/"}],
    metrics=[{"name": f"{CANARY} metric", "after": 1}],
)
HIDDEN: dict[str, str | bytes] = {
    f"entries/{CANARY}-private.md": f"{PRIVATE}\nThe {CANARY} body of it.\n",
    f"entries/{CANARY}.svg": f"<svg><title>{CANARY}</title></svg>",
    f"entries/{CANARY}.txt": f"{CANARY}, used by nobody",
    f"entries/{CANARY}/index.md": entry(title=f"{CANARY} draft", draft=True),
    f"entries/{CANARY}/picture.png": f"{CANARY} picture".encode(),
    f"entries/{CANARY}-praise.md": entry(
        "recommendation",
        {"from": {"name": CANARY.title(), "relation": "peer"}},
        title=f"{CANARY} praise",
    ),
    f"entries/{CANARY}-broken.md": f"---\ntitle: {CANARY}: no\nvisibility: private\n---\n\nNo\n",
    f"entries/{CANARY}-late.md": f"\n---\ntitle: {CANARY} late\nvisibility: private\n---\n\nNo.\n",
    f"entries/{CANARY}-open.md": f"---\ntitle: {CANARY}\nvisibility: private\n---",
    f"{CANARY}-page.md": f"---\ntitle: {CANARY} page\nvisibility: private\n---\n\nThe {CANARY}.\n",
    "entries/public.md": entry(title="Public", notes=f"The {CANARY} notes of a public entry")
    + f"\nSee [this]({CANARY}-private.md).\n",
    "plan.yml": f"milestones:\n- {{id: a, name: Be {CANARY}, horizon: next-3-months}}\n",
    "packets/acme.yml": f"to: {CANARY} plc\n",
    "figures.json": f'{{"{CANARY}": 1}}',
}
