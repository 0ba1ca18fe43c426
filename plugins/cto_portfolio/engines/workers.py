"""Workers: forks of this process that do tasks in advance, on the other cores.

A fork knows all that its parent knows, so that nothing has to be handed over but results. Whatever
happens to one, nothing is lost but time: what it has not done, its parent does.
"""

import contextlib
import gc
import os
import pickle
import selectors
import signal
import struct
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Task: TypeAlias = Callable[[], object]
"""Returns what can be pickled; None for what the parent is to do itself."""

_MOST_CLAIMS = 2000
"""As much as a pipe holds on any system; a claim is for several tasks where there are more."""
_CLAIM = struct.Struct("=II")
_DONE = struct.Struct("=IQQ")
_MANY = 64


class _Queue:
    """Tasks of which each is claimed once, by whichever process comes first."""

    def __init__(self, numbers: range) -> None:
        self._claims, write = os.pipe()
        size = 1 + len(numbers) // _MOST_CLAIMS
        for start in numbers[::size]:
            os.write(write, _CLAIM.pack(start, min(start + size, numbers.stop)))
        os.close(write)

    def claim(self) -> range:
        """Return the numbers of the next tasks; none where all are claimed."""
        claim = os.read(self._claims, _CLAIM.size)
        return range(*_CLAIM.unpack(claim)) if claim else range(0)

    def close(self) -> None:
        os.close(self._claims)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Worker:
    process: int
    news: int
    """A pipe in which it says what it has done."""
    results: int
    """A file without a name."""

    @classmethod
    def begin(cls, tasks: Sequence[Task], queues: Iterable[_Queue]) -> "_Worker":
        """Fork, and have the fork do tasks until all are claimed."""
        news, say = os.pipe()
        with tempfile.TemporaryFile() as file:
            results = os.dup(file.fileno())
        with warnings.catch_warnings():
            # Python warns of threads of libraries, which no task uses.
            warnings.simplefilter("ignore", DeprecationWarning)
            process = os.fork()
        if not process:
            _work(tasks, queues, say, results)
        os.close(say)
        return cls(process=process, news=news, results=results)

    def done(self) -> Iterator[tuple[int, int, int]]:
        """Yield what was done: a number, and where the result lies in the file."""
        yield from _DONE.iter_unpack(os.read(self.news, _DONE.size * _MANY))

    def end(self) -> None:
        """Stop the process, if it still runs."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.process, 0)
        os.close(self.news)
        os.close(self.results)


def _work(tasks: Sequence[Task], queues: Iterable[_Queue], say: int, results: int) -> None:
    """Do tasks, and end the process without what a process does at its end."""
    try:
        gc.freeze()  # what is shared with the parent is copied where it is touched
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE):
            signal.signal(ending, signal.SIG_DFL)
        place = 0
        for queue in queues:
            while claim := queue.claim():
                for number in claim:
                    content = pickle.dumps(_tried(tasks[number]))
                    os.pwrite(results, content, place)
                    os.write(say, _DONE.pack(number, place, len(content)))
                    place += len(content)
    finally:
        os._exit(0)


def _tried(task: Task) -> object:
    """Return what a task has made; the parent does what failed again, and fails as it would."""
    try:
        return task()
    except Exception:  # noqa: BLE001 - said by whoever does it again
        return None


@dataclass(kw_only=True, slots=True)
class Workers:
    """Some tasks and who does them; it changes as they are done."""

    tasks: Sequence[Task]
    count: int
    """How many of them, from the first on, workers do before all others, and we last."""
    _ours: _Queue
    _theirs: _Queue
    _hired: list[_Worker] = field(default_factory=list)
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    _places: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    _results: dict[int, object] = field(default_factory=dict)

    @classmethod
    def begin(cls, first: Sequence[Task], others: Sequence[Task]) -> "Workers | None":
        """Begin as many workers as there are cores beside ours; None if there are none.

        They do the `first` tasks first.
        """
        processes = cores() - 1
        if processes < 1:
            return None
        tasks = [*first, *others]
        theirs, ours = _Queue(range(len(first))), _Queue(range(len(first), len(tasks)))
        workers = cls(tasks=tasks, count=len(first), _ours=ours, _theirs=theirs)
        with contextlib.suppress(OSError):  # no process, or no file, is to be had: we do it
            for _ in range(processes):
                worker = _Worker.begin(tasks, (theirs, ours))
                workers._hired.append(worker)
                workers._selector.register(worker.news, selectors.EVENT_READ, worker)
        return workers

    def result(self, number: int) -> object:
        """Return what another task than the first has made; None if it is to be done here.

        While it is being done elsewhere, other tasks are done here.
        """
        number += self.count
        while not self._is_done(number):
            claim = self._ours.claim()
            if number in claim:
                self._results[number] = None
            for other in claim:
                if other != number:
                    self._results[other] = _tried(self.tasks[other])
            if not claim and not self._wait():
                return None
        return self._taken(number)

    def finish(self) -> Iterator[object]:
        """Yield what the first tasks have made, in their order; None for what failed."""
        while claim := self._theirs.claim():
            for number in claim:
                self._results[number] = _tried(self.tasks[number])
        for number in range(self.count):
            while not self._is_done(number) and self._wait():
                pass
            yield self._taken(number)

    def end(self) -> None:
        """Stop all workers."""
        self._selector.close()
        for worker in self._hired:
            worker.end()
        self._ours.close()
        self._theirs.close()

    def _is_done(self, number: int) -> bool:
        self._listen(0)
        return number in self._results or number in self._places

    def _taken(self, number: int) -> object:
        if number in self._results:
            return self._results.pop(number)
        if number not in self._places:
            return None
        file, place, size = self._places.pop(number)
        return pickle.loads(os.pread(file, size, place))  # noqa: S301 - of our own fork

    def _wait(self) -> bool:
        """Wait until something is done; say whether anybody is there who may do it."""
        self._listen(None)
        return bool(self._selector.get_map())

    def _listen(self, timeout: float | None) -> None:
        if not self._selector.get_map():
            return
        for key, _ in self._selector.select(timeout):
            worker: _Worker = key.data
            done = list(worker.done())
            for number, place, size in done:
                self._places[number] = (worker.results, place, size)
            if not done:
                self._selector.unregister(worker.news)


def cores() -> int:
    """Return how many cores this process may use; one where forks are not safe."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
