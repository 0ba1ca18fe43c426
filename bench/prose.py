"""The sentences that measured portfolios are made of."""

from random import Random

SENTENCES = (
    "We cut the release from a day of meetings to a button that anyone on call may press.",
    "The first version was wrong, and the second was small enough to be thrown away as well.",
    "Customers told us that they printed the page, so we made it print well.",
    "Nobody owned the batch job, which is why it had run for nine years without a change.",
    "The team wrote the decision down before they argued about it, and argued less.",
    "We paid for two clouds for a quarter, and the finance team knew why from the first day.",
    "An outage in March taught us more about our queue than the three years before it.",
    "I asked each lead for the one metric that would embarrass them, and we put those on a wall.",
    "Half of the savings came from switching things off, and half from asking who used them.",
    "The migration ran beside the old system until the numbers had agreed for thirty days.",
    "Hiring got easier once candidates could read how we work before the first interview.",
    "What looked like a slow database was a chatty service with a good excuse.",
    "We promised the board a date range and a list of what would move it, and kept both.",
    "Two teams merged their backlogs, and a third of the tickets turned out to be the same.",
    "The rewrite was cancelled in its second week, and that was the best day of the year.",
    "Our on-call rota had become a filter for who would leave next.",
    "A junior engineer found the bug by reading the code aloud to a customer.",
    "The interface stayed the same for all clients, and behind it we replaced everything.",
    "Measured over six months, the cheaper machines were the slower and the dearer choice.",
    "We wrote the runbook for the tired person who would need it at four in the morning.",
)
TITLES = (
    "Moving payments off the mainframe",
    "What a year of small releases changed",
    "A queue in place of nightly batches",
    "Telling the board about an outage",
    "Hiring for a team that did not exist yet",
    "The cost of running everywhere",
    "Reading the bill line by line",
    "One search for four products",
)
HEADINGS = (
    "Where we started",
    "What we tried first",
    "What worked",
    "What it cost",
    "How we measured",
    "What the customers said",
    "What I would do again",
    "What is still open",
)
TAGS = (
    *("architecture", "budget", "cloud", "culture", "data", "delivery", "hiring", "incidents"),
    *("leadership", "migration", "observability", "platform", "product", "security", "strategy"),
)
METRICS = ("Lead time for changes", "Time to restore", "Build time", "Time to first answer")
CRITERIA = ("cost", "time to deliver", "operability", "skills we have", "risk", "lock-in")
OPTIONS = ("Managed queue", "Own cluster", "Database table", "Event log", "Nightly files")
PEOPLE = ("Ines Okafor", "Tomasz Brandt", "Leila Haddad", "Jonas Verhoeven", "Priya Nair")
BLOCKS = (
    """\
- one owner for each service
- one page for each decision
- one number for each team""",
    """\
1. Write to both stores.
2. Compare for thirty days.
3. Read from the new one.
4. Switch the old one off.""",
    """\
```python
def retry(call, *, attempts=3):
    for attempt in range(attempts):
        try:
            return call()
        except TimeoutError:
            wait(2**attempt)
```""",
    """\
```sql
select service, sum(cost) as total
from bill
group by service
order by total desc;
```""",
    """\
| Service | Before | After |
| --- | ---: | ---: |
| search | 840 ms | 120 ms |
| checkout | 1,900 ms | 410 ms |
| export | 31 s | 4 s |""",
    """\
!!! note "What we did not know"

    The retry storm came from our own health checks.""",
    "> Write the page that you would have wanted to find at four in the morning.",
)


def paragraph(random: Random, *, words: int) -> str:
    """Return sentences of about so many words in all, now and then with an emphasis."""
    sentences: list[str] = []
    while sum(len(sentence.split()) for sentence in sentences) < words:
        sentence = random.choice(SENTENCES)
        sentences.append(f"**{sentence}**" if random.random() < 0.05 else sentence)
    return " ".join(sentences)
