import { namedByHead } from '../evidence/commits';
import { saidBy } from '../overlay/merges';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import type { Status } from '../state/taskState';
import type { Evidence, ProjectHistory, TaskHistory } from './history';
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

/**
 * Tells what became of every task: goes along the base branch's first-parent line once, then lays over it what stands on
 * branches and in files now. Linear in commits and changes.
 */
export function buildHistory(input: HistoryInput): ProjectHistory {
  const { snapshot, past, now } = input;
  const walk = new Walk(input);
  past.line.forEach((_, index) => walk.pass(index));
  for (const view of snapshot.tasks) walk.lay(view);
  return {
    key: `${past.key} ${snapshot.work?.key ?? ''}`,
    from: walk.timeOf(0),
    until: now.getTime(),
    isWhole: past.isWhole,
    ...(past.isShallow ? { isShallow: true } : {}),
    tasks: walk.tasks(),
  };
}

class Walk {
  private readonly now: number;
  private readonly times: readonly number[];
  private readonly courses = new Map<string, TaskCourse>();
  private readonly places = new Map<string, TaskPlace>();
  private readonly named: TasksNamed;
  private nextState = 0;
  private nextManifest = 0;

  constructor(private readonly input: HistoryInput) {
    const { snapshot, past, now, settings } = input;
    this.now = now.getTime();
    this.times = steadyTimes(past.line.map(({ at }) => Date.parse(at)), this.now);
    const ids = new Set(snapshot.byId.keys());
    for (const { changes } of past.manifests) for (const { id } of changes) ids.add(id);
    for (const id of ids) this.courses.set(id, new TaskCourse(id));
    this.named = tasksNamed([...ids], snapshot.work?.branches ?? [], settings);
  }

  timeOf(index: number): number {
    return this.times[index] ?? this.now;
  }

  /** One commit of the line: first what it did to the manifest, then what its state and its words say, together. */
  pass(index: number): void {
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
      course?.settle(at, from, this.broughtBy(commit, id, at) ?? this.onBranchOf(course, at));
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

  /** The first commit of the task's branch, where that is still there, since the task's status last changed. */
  private onBranchOf({ id, lastAt }: TaskCourse, until: number): Claim | undefined {
    const commits = this.input.snapshot.byId.get(id)?.work?.commits ?? [];
    const since = commits.filter(({ at }) => Date.parse(at) > lastAt && Date.parse(at) <= until);
    return firstOn(id, since.map((commit) => this.claimFrom(commit, until)).reverse(), true);
  }

  private claimFrom({ hash, at, subject }: PastCommit, until: number): Claim & Pick<PastCommit, 'subject'> {
    return { hash, subject, at: Math.max(Math.min(Date.parse(at), until), this.timeOf(0)) };
  }

  /** What of a task is not in the base branch's line, or not yet. */
  lay(view: TaskView): void {
    const { id, phase, slice, risk } = view.task;
    const course = this.courses.get(id);
    if (!course) return;
    this.places.set(id, { phase, slice, risk });
    const wanted = presentStatus(view, course);
    if (wanted !== course.status) this.layStatus(view, course, wanted);
    // In a manifest that no commit has yet: it is there since something is known of it.
    course.show(true, course.wasThere ? this.now : (course.firstAt ?? this.now), { kind: 'file' });
  }

  private layStatus({ merge, work }: TaskView, course: TaskCourse, wanted: Status): void {
    if (wanted === 'completed' && merge) {
      const at = Math.max(Math.min(Date.parse(merge.at), this.now), course.lastAt, this.timeOf(0));
      course.turn(wanted, at, { kind: 'merge', commit: merge.commit }, this.onBranchOf(course, at));
      return;
    }
    const claim = this.onBranchOf(course, this.now);
    if (wanted === 'in-progress' && claim) {
      course.turn(wanted, claim.at, { kind: 'claim', commit: claim.hash });
    } else if (work && work.commits.length > 0) {
      const tip = Math.max(Math.min(Date.parse(work.tipAt), this.now), course.lastAt, this.timeOf(0));
      course.turn(wanted, tip, { kind: 'branch', commit: work.tip }, claim);
    } else course.turn(wanted, this.now, { kind: 'file' });
  }

  tasks(): readonly TaskHistory[] {
    const { snapshot } = this.input;
    const today = snapshot.tasks.flatMap(({ task }) => this.courses.get(task.id) ?? []);
    const gone = [...this.courses.values()].filter(({ id }) => !snapshot.byId.has(id));
    return [...today, ...gone].flatMap((course) => {
      const place = this.places.get(course.id);
      return place ? [{ id: course.id, ...place, isGone: !course.isThere, events: course.events }] : [];
    });
  }
}

/** What a task is now, as the history has it: completed only where its work has landed, and what is done on a branch alone is under way. */
function presentStatus({ status, merge, hasLanded, source }: TaskView, course: TaskCourse): Status {
  if (merge && !course.wasTakenBack && status !== 'abandoned') return 'completed';
  // The line tells of the base branch itself, and knows more merges; what only its remote has is not here yet.
  if (status === 'unknown' || status === course.recorded || source.kind === 'base') return course.status;
  return status === 'completed' && !hasLanded ? 'in-progress' : status;
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
