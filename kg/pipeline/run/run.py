"""The stages of a run: cut the input, build it batch by batch, merge what is shared, put all parts together."""

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path

import msgspec

from kg.errors import Problem, Severity, shown
from kg.linking.installation import has_organizations
from kg.pipeline.graph.build import Totals, build_graph, graph_term
from kg.pipeline.graph.joins import JoinCounts, are_joined
from kg.pipeline.graph.ontology import ontology_triples
from kg.pipeline.graph.shape_checks import Findings, ShapeChecker
from kg.pipeline.input.files import Entry, InputFile, PassedOver, Unreadable
from kg.pipeline.run.kept import is_sound
from kg.rdf import Format, Stretch, Triple
from kg.rdf.void import in_graph
from kg.sources import problem
from kg.store import StoreChanges, StoreWriter

from .batch import NO_READER, RECORDS, SAID, BatchResult, Decided, batch_result, build, disputed, not_read, noted
from .executors import TaskExecutor
from .join_stage import JOINS, JoinResult, join_stage
from .joined_files import GrowingFiles, Parts, WrittenFile, growing_files, join_all
from .ledger import Ledger, RecordFate
from .listener import Listener
from .noted_stream import write_index
from .parts import CLOSING, INFERRED, LINKS, NAMES, OPENING, head_of, open_parts, part_name, write_marks
from .plan import InputChunk, has_several_sources, input_chunks, least_records
from .precedence import RecordIndex
from .problems import Problems, RepeatedProblems
from .recipe import Output, Recipe
from .request import Request, Result, StrictError
from .sharing import SHARED, SPELLINGS, Matched, SpanFacts, SpanResult, link_organizations, name, share, shared
from .sorted_runs import cut
from .store_feed import feed_records, feed_rest
from .survey import BatchPlan, split, survey, surveyed
from .tasks import Facts, Task
from .workdir import Workspace

__all__ = ["Run", "barren"]

_SPAN = 16 << 20
"""Bytes of what batches say of shared nodes that are merged, matched and checked at once."""
_STORED = Output("", Format.NQUADS)
"""The parts that go into a store."""


class Run:
    """The state of one run."""

    def __init__(self, request: Request, work: Workspace, workers: TaskExecutor, listener: Listener) -> None:
        self.unreadable: list[Unreadable] = []
        self._request = request
        self._work = work
        self._workers = workers
        self._listener = listener
        self._totals = Totals()
        self._ledger = Ledger()
        self._problems = Problems(request.max_problems)
        self._findings = Findings(request.recipe.max_findings)
        self._alike = RepeatedProblems()
        self._fruitful: set[str] = set()
        self._found = self._to_write = self._records = self._links = 0
        self._heard: set[int] = set()
        """The batches whose files were said."""
        self._parts = Parts([], [])
        self._joins = JoinCounts()
        self._description: list[Triple] = []

    def result(self, given: Sequence[Entry]) -> Result:
        """Does all stages in turn; without a record to write nothing is written, and what was there stays."""
        if self._work.continued:
            self._forget_damaged()
        files = [each for each in given if isinstance(each, InputFile)]
        self._say(given)
        with closing(RecordIndex(self._work.folder / "index.sqlite")) as index:
            chunks = list(input_chunks(files, self._work))
            is_noted = has_several_sources(chunks)
            plans = self._survey(chunks, index) if is_noted else self._split(chunks)
            outputs = self._request.outputs(self._records)
            recipe = self._recipe(outputs)
            shards, alone, head = self._request.shards, self._request.work is not None, partial(head_of, recipe)
            with growing_files(outputs, head=head, shards=shards, alone=alone) as growing:
                if not is_noted:
                    plans = self._note_while_building(recipe, plans, index, growing)
                batches = self._build(recipe, plans, index, growing)
                self._account(given, batches, plans)
                if not self._totals.records:
                    return self._result([])
                self._share(recipe, batches)
                self._describe(recipe)
                self._listener.stage("writing", len(outputs))
                written = join_all(self._parts, outputs, head=head, growing=growing, shards=shards, alone=alone)
                indexes = growing.indexes()
        for path, found in indexes.items():
            write_index(path, found)
        self._listener.done(len(outputs))
        if self._request.store:
            stored = self._feed(self._request.store, number=len(outputs))
            return self._result(written)._replace(stored=stored)
        return self._result(written)

    def _account(self, given: Sequence[Entry], batches: Sequence[Path], plans: Sequence[BatchPlan]) -> None:
        """Books what came of the batches, to the last record."""
        for place, plan in zip(batches, plans, strict=True):
            self._book(batch_result(place), plan)
            self._parts.records.append((place, RECORDS))
        self._end_input(given)
        self._ledger.check(found=self._found, studies=self._to_write)

    def _result(self, written: list[WrittenFile]) -> Result:
        linked = self._request.recipe.linking
        return Result(
            self._totals,
            self._ledger,
            self._problems,
            self._findings.validated(),
            self.unreadable,
            written,
            self._work.as_of,
            self._description,
            joins=self._joins,
            organizations_known=not linked or has_organizations(linked.lexicon),
        )

    def _recipe(self, outputs: Sequence[Output]) -> Recipe:
        stored = self._request.store is not None
        return self._request.recipe._replace(outputs=(*outputs, *([_STORED] if stored else [])), stored=stored)

    def _forget_damaged(self) -> None:
        """Removes what is no longer as the run that was broken off left it: it is done again."""
        for place in sorted(self._work.folder.glob("*/[0-9]*")):
            if not is_sound(place):
                what = "what was kept of the run that was broken off is damaged"
                self._add([problem("CT-R143", what, file=str(place))])
                shutil.rmtree(place)

    def _say(self, given: Sequence[Entry]) -> None:
        """Says first what cannot be read, and what is passed over."""
        alike = RepeatedProblems()
        for each in given:
            if isinstance(each, Unreadable):
                self._miss([each])
                self._ledger.book([not_read(each.path, each.reason)], read=0)
            elif isinstance(each, PassedOver):
                self._ledger.book([not_read(each.name, each.problem.message)], read=0)
                if each.problem.rule == "CT-R120":
                    alike.add(each.kind, each.problem)
                else:
                    self._add([each.problem])
        self._add([each for _, each in alike.said(())])

    def _miss(self, unreadable: Sequence[Unreadable]) -> None:
        self.unreadable += unreadable
        for each in unreadable:
            self._listener.unreadable(shown(each.path), each.reason)

    def _add(self, problems: Sequence[Problem]) -> None:
        self._problems.add(problems)
        for each in problems:
            self._listener.problem(each)

    def _end_input(self, given: Sequence[Entry]) -> None:
        """Says what all batches together show: how many items are alike, which paths yield no record."""
        told = self._fruitful | {each.path for each in self.unreadable}
        told |= {each.name for each in given if isinstance(each, PassedOver) and each.name == each.argument}
        paths = dict.fromkeys(shown(path) for path in self._request.paths)
        fruitless = [path for path in paths if not {path, str(Path(path))} & told]
        said = list(self._alike.said(fruitless))
        self._add([each for _, each in said])
        grave = {kind.argument for kind, each in said if each.severity is Severity.VIOLATION}
        self._add([barren(path, given, self._problems) for path in fruitless if path not in grave])

    def _survey(self, chunks: Sequence[InputChunk], index: RecordIndex) -> list[BatchPlan]:
        """The batches; the index is told of every record."""
        plans: list[BatchPlan] = []
        tasks = self._first_tasks("survey", dict(enumerate(chunks)))
        for _, task in zip(self._done("surveying", survey, tasks), tasks, strict=True):
            seen = surveyed(task)
            index.note(note._replace(batch=note.batch + len(plans)) for note in seen.notes)
            plans += seen.drafts
            self._records += seen.records
        return plans

    def _split(self, chunks: Sequence[InputChunk]) -> list[BatchPlan]:
        """The batches; read before they are built is only what must be cut, or counted to choose the outputs."""
        self._records = least_records(chunks)
        counted = self._records <= self._request.count_up_to
        tasks = self._first_tasks("split", {at: each for at, each in enumerate(chunks) if each.long or counted})
        plans = [[BatchPlan(chunk.files, chunk.size)] for chunk in chunks]
        known = 0 if counted else self._records
        for place, task in zip(self._done("splitting", split, tasks), tasks, strict=True):
            seen = surveyed(task)
            plans[int(place.name)] = seen.drafts
            known += seen.records
        self._records = known
        return list(chain.from_iterable(plans))

    def _first_tasks(self, kind: str, chunks: Mapping[int, InputChunk]) -> list[Task[InputChunk]]:
        return [
            Task(self._work.place(kind, number), chunk, chunk.size, chunk.files) for number, chunk in chunks.items()
        ]

    def _note_while_building(
        self, recipe: Recipe, plans: Sequence[BatchPlan], index: RecordIndex, growing: GrowingFiles
    ) -> list[BatchPlan]:
        """Builds each batch as if none of its records had a rival, and tells the index of all of them."""
        known = []
        tasks = [self._task(recipe, plan, number, Decided()) for number, plan in enumerate(plans)]
        for number, place in enumerate(self._built(recipe, growing, tasks)):
            found = noted(place)
            index.note(note._replace(batch=number) for note in found.notes)
            known.append(plans[number]._replace(fatal=found.fatal))
        return known

    def _build(
        self, recipe: Recipe, plans: Sequence[BatchPlan], index: RecordIndex, growing: GrowingFiles
    ) -> list[Path]:
        """The batches as it is decided, built anew as long as what was read of a record is not what was noted of it."""
        while True:
            self._to_write = index.settle()
            tasks = [
                self._task(recipe, plan, number, Decided(index.decisions(number))) for number, plan in enumerate(plans)
            ]
            decided = (
                task._replace(facts=task.facts._replace(noted=index.noted(number))) for number, task in enumerate(tasks)
            )
            places = list(self._built(recipe, growing, tasks, decided))
            corrected = [index.correct(number, disputed(place)) for number, place in enumerate(places)]
            if not any(corrected):
                return places

    def _built(
        self,
        recipe: Recipe,
        growing: GrowingFiles,
        tasks: Sequence[Task[Decided]],
        ready: Iterable[Task[Decided]] | None = None,
    ) -> Iterator[Path]:
        """The places of batches, in order, as soon as each is built; local outputs grow by them."""
        growing.begin()
        for number, place in enumerate(self._done("building", partial(build, recipe), tasks, ready)):
            if number not in self._heard:
                self._heard.add(number)
                for name in dict.fromkeys(file.name for file in tasks[number].files):
                    self._listener.file(name)
            self._refuse(place)
            growing.put((place, RECORDS))
            yield place

    def _task(self, recipe: Recipe, plan: BatchPlan, number: int, decided: Decided) -> Task[Decided]:
        """The task of a batch; where other things are decided of its records it has another place."""
        place = self._place(recipe, f"batch{decided.mark}", number)
        return Task(place, decided, plan.size, plan.files, fatal=plan.fatal)

    def _refuse(self, place: Path) -> None:
        if self._request.strict and (entry := batch_result(place).broken):
            self._work.forget()
            raise StrictError(f"{entry.source}: {entry.reason} (--strict)")

    def _book(self, batch: BatchResult, plan: BatchPlan) -> None:
        self._found += batch.found if plan.found is None else plan.found
        self._totals.add(batch.totals)
        self._findings.merge(batch.findings)
        self._ledger.book(batch.entries, read=batch.read)
        self._add(batch.problems)
        self._alike.merge(batch.alike)
        self._fruitful |= batch.fruitful
        self._miss(batch.unreadable)
        self._links += batch.links

    def _share(self, recipe: Recipe, batches: Sequence[Path]) -> None:
        """The shared nodes, merged, and their links."""
        done = self._spans(recipe, "span", "linking", share, [place / SAID for place in batches])
        organizations = self._organizations(recipe, [shared(place) for place in done])
        spellings = [place / SPELLINGS for place in done] if recipe.linking else []
        names = self._spans(recipe, "names", "naming", name, spellings) if spellings else []
        joined = self._join(recipe, batches)
        sizes = Counter({LINKS: self._links + (joined.size if joined else 0)})
        for place in (*done, *organizations, *names):
            found = shared(place)
            self._totals.add(found.totals)
            self._findings.merge(found.findings)
            self._add(found.problems)
            sizes.update(found.sizes)
        self._parts.shared.append((self._work.folder, "ontology"))
        of_shared = [(place, SHARED) for place in done]
        of_links = [(place, LINKS) for place in (*batches, *done, *organizations)]
        of_links += [*((place, NAMES) for place in names), *((place, INFERRED) for place in batches)]
        if joined:
            of_links.append((self._work.folder, JOINS))
        for kind, parts in ((SHARED, of_shared), (LINKS, of_links)):
            if sizes[kind]:
                write_marks(self._work.folder, kind, recipe, graph_term(recipe.mint, kind))
                opening, closing = ((self._work.folder, kind + end) for end in (OPENING, CLOSING))
                self._parts.shared.extend((opening, *parts, closing))
        self._parts.shared.append((self._work.folder, "end"))

    def _organizations(self, recipe: Recipe, spans: Sequence[SpanResult]) -> list[Path]:
        """What is said of the organizations that nodes of any span were matched to, of each once."""
        matched = sorted({iri for span in spans for iri in span.organizations})
        tasks = [Task(self._place(recipe, "organizations", 0), Matched(matched), 1)] if matched else []
        return list(self._done("linking", partial(link_organizations, recipe), tasks))

    def _spans(
        self,
        recipe: Recipe,
        kind: str,
        stage: str,
        work: Callable[[Recipe, Task[SpanFacts]], None],
        runs: Sequence[Path],
    ) -> list[Path]:
        """The places of the spans into which sorted runs are cut, once each is worked on."""
        cuts = cut(runs, size=_SPAN)
        tasks = [
            Task(self._place(recipe, kind, number), SpanFacts(span), cuts.size(number))
            for number, span in enumerate(cuts.spans)
        ]
        placed = (
            task._replace(facts=SpanFacts(task.facts.span, cuts.slices(number))) for number, task in enumerate(tasks)
        )
        return list(self._done(stage, partial(work, recipe), tasks, placed))

    def _join(self, recipe: Recipe, batches: Sequence[Path]) -> JoinResult | None:
        """Joins records, where there may be several of a study; those of a store that exists are joined in it."""
        request = self._request
        if not are_joined(self._totals.publishers, request.decisions) or (request.joins and len(recipe.outputs) < 2):
            return None
        self._listener.stage("joining", 1)
        joined = join_stage(recipe, self._work.folder, batches, request.decisions)
        self._totals.add(joined.totals)
        self._findings.merge(joined.findings)
        if request.joins is None:
            self._add(joined.problems)
        self._joins = joined.counts
        self._listener.done(1)
        return joined

    def _describe(self, recipe: Recipe) -> None:
        """The end of each output, and the ontology where it is asked for; a store holds the whole description."""
        request, mint = self._request, recipe.mint
        whole = list(
            build_graph(
                self._totals,
                as_of=self._work.as_of,
                versions=request.versions,
                mint=mint,
                publishing=request.publishing,
            )
        )
        self._description = whole
        if recipe.checked:
            checker = ShapeChecker(recipe.max_findings)
            checker.build(whole)
            self._findings.merge(checker.findings)
        ontology = list(ontology_triples()) if request.with_ontology or request.store else []
        stored = {"ontology": ontology, "build": whole}
        filed = {"ontology": ontology if request.with_ontology else [], "build": in_graph(whole, mint=mint)}
        for kind, graph, stretch in (("ontology", "ontology", Stretch.MIDDLE), ("end", "build", Stretch.END)):
            with open_parts(self._work.folder, kind, recipe, stretch) as parts:
                for output, writer in zip(recipe.outputs, parts.writers, strict=True):
                    triples = (stored if output is _STORED else filed)[graph]
                    writer.triples(triples, graph=graph_term(mint, graph))

    def _feed(self, store: StoreWriter, *, number: int) -> StoreChanges:
        """The `number`th output, which is no file, goes into a store."""
        for folder, kind in self._parts.records:
            feed_records(store, folder, part_name(kind, number))
        feed_rest(store, [folder / part_name(kind, number) for folder, kind in self._parts.shared])
        changes = store.close(prune=self._request.prune and self._is_known(store))
        if (joins := self._request.joins) and joins.ran:
            self._add(joins.joined.problems)
            self._joins = joins.joined.counts
        return changes

    def _is_known(self, store: StoreWriter) -> bool:
        """Whether it is known which records the input holds; those of its studies that could not be read stay."""
        unknown = [each.path for each in self.unreadable]
        for entry in self._ledger.entries:
            if entry.fate is RecordFate.REJECTED and entry.record:
                store.spare(entry.record)
            elif entry.fate is RecordFate.REJECTED and entry.reason != NO_READER:
                unknown.append(entry.source)
        if unknown:
            self._listener.note(f"nothing is pruned: {shown(unknown[0])} could not be read, nor what is gone be told")
        return not unknown

    def _place(self, recipe: Recipe, kind: str, number: int) -> Path:
        """Where a task puts what this recipe makes of its input."""
        key = hashlib.sha256(repr(recipe).encode()).hexdigest()[:8]
        return self._work.place(f"{kind}-{key}", number)

    def _done(
        self,
        stage: str,
        work: Callable[[Task[Facts]], None],
        tasks: Sequence[Task[Facts]],
        ready: Iterable[Task[Facts]] | None = None,
    ) -> Iterator[Path]:
        """Does tasks, those apart that are done already; gives the place of each, in order, as soon as it is done."""
        before = [task.place.exists() for task in tasks]
        if all(before):
            yield from (task.place for task in tasks)
            return
        self._listener.stage(stage, sum(task.size for task in tasks))
        self._listener.done(sum(task.size for task, is_done in zip(tasks, before, strict=True) if is_done))
        left = (task for task, is_done in zip(ready or tasks, before, strict=True) if not is_done)
        working = self._workers.run(work, left)
        for task in tasks:
            while not task.place.exists():
                self._listener.done(next(working).size)
            yield task.place
        for task in working:
            self._listener.done(task.size)


def barren(path: str, given: Sequence[Entry], said: Iterable[Problem] = ()) -> Problem:
    """What is said of a path that yields no record; of files made of records, if such were met, what the first is."""
    names = {each.name for each in given if isinstance(each, InputFile) and each.argument == path}
    if not names:
        return problem("CT-R124", "there is no file in it to read", file=path)
    looked = f"no record was found in {len(names):,} files" if len(names) > 1 else "no record was found in it"
    found = problem("CT-R124", looked, file=path)
    made = next((each for each in said if each.rule == "CT-R033" and each.file in names), None)
    if made is None:
        return found
    return msgspec.structs.replace(found, message=f"{looked}: {made.file} is {made.message}", hint=made.hint)
