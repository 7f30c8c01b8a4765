import { namedByHead } from '../evidence/commits';
import { saidBy } from '../overlay/merges';
import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import type { WorkCommit } from '../work';
import type { Evidence } from './history';
import type { LineCommit, LineHistory, PastCommit, TaskPlace } from './lineHistory';
import { steadyTimes } from './steadyTimes';
import { TaskCourse, type Claim } from './taskCourse';
import { tasksNamed, type TasksNamed } from './tasksNamed';

export interface HistoryInput {
  readonly snapshot: Snapshot;
  /** Of the base branch that `snapshot.work` names. */
  readonly past: LineHistory;
  /** Commits that lie later are taken to be made now. */
  readonly now: Date;
  readonly settings: Pick<Settings, 'branchPattern'>;
}

/** What the base branch's first-parent line tells of each task, and what is needed to go on from there. */
export class WalkedLine {
  /** Of the tasks of today's manifest and of all before it. */
  readonly courses = new Map<string, TaskCourse>();
  readonly places = new Map<string, TaskPlace>();
  /** Before this moment the same line would be told otherwise: some of it would not have been yet. */
  readonly latest: number;
  private readonly now: number;
  private readonly times: readonly number[];
  private readonly named: TasksNamed;
  private nextState = 0;
  private nextManifest = 0;

  /** Goes along the line once: linear in commits and changes. */
  constructor(private readonly input: HistoryInput) {
    const { snapshot, past, now, settings } = input;
    this.now = now.getTime();
    const times = past.line.map(({ at }) => Date.parse(at));
    this.times = steadyTimes(times, this.now);
    this.latest = times.length === 0 || times.some(Number.isNaN) ? Infinity : times.reduce((a, b) => Math.max(a, b));
    const ids = new Set(snapshot.byId.keys());
    for (const { changes } of past.manifests) for (const { id } of changes) ids.add(id);
    for (const id of ids) this.courses.set(id, new TaskCourse(id));
    this.named = tasksNamed([...ids], snapshot.work?.branches ?? [], settings);
    past.line.forEach((_, index) => this.pass(index));
  }

  timeOf(index: number): number {
    return this.times[index] ?? this.now;
  }

  /** The first commit of the task's branch, where that is still there, since the task's status last changed. */
  claimOnBranch(commits: readonly WorkCommit[], { id, lastAt }: TaskCourse, until: number): Claim | undefined {
    const since = commits.filter(({ at }) => Date.parse(at) > lastAt && Date.parse(at) <= until);
    return firstOn(id, since.map((commit) => this.claimFrom(commit, until)).reverse(), true);
  }

  /** One commit of the line: first what it did to the manifest, then what its state and its words say, together. */
  private pass(index: number): void {
    const commit = this.input.past.line[index];
    if (!commit) return;
    const at = this.timeOf(index);
    const { states, manifests } = this.input.past;
    if (manifests[this.nextManifest]?.at === index) {
      for (const { id, place } of manifests[this.nextManifest++]?.changes ?? []) {
        if (place) this.places.set(id, place);
        this.courses.get(id)?.show(place !== undefined, at, { kind: 'manifest', commit: commit.hash });
      }
    }
    const touched = new Map<string, Evidence>();
    if (states[this.nextState]?.at === index) {
      for (const { id, status } of states[this.nextState++]?.changes ?? []) {
        this.courses.get(id)?.record(status ?? 'pending');
        touched.set(id, { kind: 'state', commit: commit.hash });
      }
    }
    // A merge stands against the record that it brings itself, which may be older than the base branch's.
    for (const { subject } of [...commit.brought, commit]) this.hear(subject, commit.hash, touched);
    for (const [id, from] of touched) {
      const course = this.courses.get(id);
      const commits = this.input.snapshot.byId.get(id)?.work?.commits ?? [];
      course?.settle(at, from, this.broughtBy(commit, id, at) ?? this.claimOnBranch(commits, course, at));
    }
  }

  /** What a subject says that is in the base branch with this commit. */
  private hear(subject: string, commit: string, touched: Map<string, Evidence>): void {
    const said = saidBy(subject);
    if (!said || (said.how === 'commit' && !said.isUndone)) return;
    for (const id of this.named(said)) {
      const course = this.courses.get(id);
      if (said.isUndone) course?.takeBack();
      else course?.land();
      touched.set(id, { kind: said.isUndone ? 'revert' : 'merge', commit });
    }
  }

  /** The first commit on the task that a merge brought; where it is the merge of its branch, the first at all. */
  private broughtBy({ brought, subject }: LineCommit, id: string, at: number): Claim | undefined {
    const said = saidBy(subject);
    return firstOn(id, brought.map((commit) => this.claimFrom(commit, at)), said?.how === 'merge' && this.named(said).includes(id));
  }

  private claimFrom({ hash, at, subject }: PastCommit, until: number): Claim & Pick<PastCommit, 'subject'> {
    return { hash, subject, at: Math.max(Math.min(Date.parse(at), until), this.timeOf(0)) };
  }
}

/**
 * The first of these commits that names the task; else the first, where all are of its branch. What landed something
 * began nothing.
 */
function firstOn(id: string, commits: readonly (Claim & Pick<PastCommit, 'subject'>)[], isOwn: boolean): Claim | undefined {
  const begun = commits.filter(({ subject }) => (saidBy(subject)?.how ?? 'commit') === 'commit');
  const key = id.toLowerCase();
  return begun.find(({ subject }) => namedByHead(subject)?.some((name) => name.toLowerCase() === key)) ?? (isOwn ? begun[0] : undefined);
}
