import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { manifest as manifestOf, task as taskOf, type RawTask } from './builders';
import { makeRepository, removeTemporary, temporaryFolder, type Repository } from './repository';

export interface HistoryOptions {
  /** Ids, or tasks as the manifest holds them. Default: `A--T01`, `B--T01`, `C--T01`. */
  readonly tasks?: readonly (string | RawTask)[];
  /** Folder of the backlog below the repository's top, forward slashes. Default: the top itself. */
  readonly folder?: string;
  /** The base branch. Default: `main`. */
  readonly base?: string;
  /** When the first commit is made; each later one is a minute after. ISO 8601. */
  readonly start?: string;
}

/** The raw entry of a task in the state file. */
export type RawEntry = Readonly<Record<string, unknown>>;

/** How criteria are named in a commit's subject (forms seen in real repositories). */
export type CriteriaForm = 'bare' | 'full' | 'joined' | 'range' | 'parentheses';

/**
 * One working tree of a history of tasks, in a real repository with a clock of its own. Each step does what a person or
 * an agent does there: works with real files, commits, and lets a minute go by. Steps act on what is checked out in
 * this working tree.
 *
 *     const history = makeHistory({ tasks: ['A--T01', 'B--T01'] });
 *     history.claim('A--T01');                          // feat/A--T01 from main: entry, commit; stays checked out
 *     history.criteria('A--T01', ['AC01']);             // a test file, the entry, `feat(A--T01): [AC01] …`
 *     history.complete('A--T01');
 *     history.squash('feat/A--T01', { number: 57 });    // `feat(A--T01): Build A--T01 (#57)` on main
 *     history.dispose();
 */
export interface History {
  /** The backlog's folder in this working tree, absolute: give it to createGit, createWorkplace and the like. */
  readonly root: string;
  /** Top of this working tree, absolute. */
  readonly top: string;
  readonly repository: Repository;
  /** Runs git in this working tree at the history's time; returns its standard output. */
  git(...args: string[]): string;
  /** Time of the next commit. Set it to write history at hand-picked times. */
  now: Date;
  /** Lets hours go by before the next commit. */
  wait(hours: number): void;

  /** Writes a file below the backlog's folder. */
  write(relativePath: string, text: string): void;
  /** The state file as it stands, parsed. */
  state(): { tasks: Record<string, RawEntry> } & Record<string, unknown>;
  /** Puts the entry of a task into the state file, without a commit; undefined takes it out. Times are as given: invented ones too. */
  entry(taskId: string, entry: RawEntry | undefined): void;
  /** Writes a manifest of these tasks anew, without a commit. */
  manifest(tasks: readonly (string | RawTask)[], more?: Record<string, unknown>): void;
  /** Leaves the state file with the markers of a merge conflict in it, without a commit. */
  conflictMarkers(): void;
  /** Commits all that changed, an empty commit where nothing did; returns the hash. `body` stands below the subject. */
  commit(subject: string, body?: string): string;

  /** Makes a branch and checks it out. */
  branch(name: string, from?: string): void;
  switchTo(name: string): void;
  /** Starts a task as the product does: branch from the base, entry in progress, `chore(ID): initialize task state`. */
  claim(taskId: string, options?: { readonly branch?: string; readonly entry?: RawEntry }): void;
  /** Records criteria as done with a test file and a commit that names them in the given form. Ids bare: `AC01`. */
  criteria(taskId: string, acs: readonly string[], form?: CriteriaForm): string;
  /** Marks the task completed with the criteria done so far, and commits. */
  complete(taskId: string): string;

  /** Onto the base branch, which stays checked out, as one commit `feat(ID): title (#number)`; the branch stays unmerged for git. */
  squash(branch: string, options?: { readonly taskId?: string; readonly title?: string; readonly number?: number }): string;
  /** Onto the base branch, with a merge commit. */
  merge(branch: string): string;
  /** Onto the base branch, without one: the branch must be ahead of it. */
  fastForward(branch: string): string;

  /** Another working tree with this branch checked out (made from the base where it is not there); shares the clock. */
  worktree(branch: string): History;
  /** A bare repository beside this one, as a remote, and the base branch pushed to it; returns its path. */
  remote(name?: string): string;
  push(branch: string, remote?: string): void;
  /** A branch of a remote as somebody else left it: pushed, fetched, and not here as a local one. */
  leaveOnRemote(branch: string, remote?: string): void;
  /** Puts all refs into packed-refs. */
  pack(): void;
  dispose(): void;
}

/** A repository whose base branch holds a manifest of these tasks and an empty state file. */
export function makeHistory(options: HistoryOptions = {}): History {
  const base = options.base ?? 'main';
  const repository = makeRepository({ branch: base });
  const shared: Shared = {
    repository,
    base,
    folder: options.folder ?? '',
    now: new Date(options.start ?? '2026-01-05T08:00:00Z'),
    folders: [],
  };
  const history = new HistoryTree(shared, repository.root);
  history.manifest(options.tasks ?? ['A--T01', 'B--T01', 'C--T01']);
  history.writeState({ manifest_hash: 'PLACEHOLDER', last_updated: shared.now.toISOString(), tasks: {} });
  history.commit('chore: begin the backlog');
  return history;
}

interface Shared {
  readonly repository: Repository;
  readonly base: string;
  readonly folder: string;
  now: Date;
  /** Beside the repository: worktrees and remotes. */
  readonly folders: string[];
}

class HistoryTree implements History {
  constructor(
    private readonly shared: Shared,
    readonly top: string,
  ) {}

  get root(): string {
    return path.join(this.top, this.shared.folder);
  }

  get repository(): Repository {
    return this.shared.repository;
  }

  get now(): Date {
    return this.shared.now;
  }

  set now(now: Date) {
    this.shared.now = now;
  }

  wait(hours: number): void {
    this.now = new Date(this.now.getTime() + hours * 3_600_000);
  }

  git(...args: string[]): string {
    const own = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^GIT_/i.test(key)));
    const at = this.now.toISOString();
    const env = { ...own, GIT_CONFIG_GLOBAL: os.devNull, GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at };
    return execFileSync('git', args, { cwd: this.top, encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 });
  }

  write(relativePath: string, text: string): void {
    const file = path.join(this.root, relativePath);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }

  state(): ReturnType<History['state']> {
    return JSON.parse(fs.readFileSync(path.join(this.root, DEFAULT_SETTINGS.statePath), 'utf8')) as ReturnType<History['state']>;
  }

  writeState(state: object): void {
    this.write(DEFAULT_SETTINGS.statePath, `${JSON.stringify(state, null, 2)}\n`);
  }

  entry(taskId: string, entry: RawEntry | undefined): void {
    const state = this.state();
    const tasks = Object.entries(state.tasks).filter(([id]) => id !== taskId);
    this.writeState({ ...state, tasks: Object.fromEntries(entry === undefined ? tasks : [...tasks, [taskId, entry]]) });
  }

  manifest(tasks: readonly (string | RawTask)[], more: Record<string, unknown> = {}): void {
    const raw = tasks.map((one) => (typeof one === 'string' ? taskOf({ task_id: one }) : one));
    this.write(DEFAULT_SETTINGS.manifestPath, `${JSON.stringify(manifestOf(raw, more), null, 2)}\n`);
  }

  conflictMarkers(): void {
    const text = fs.readFileSync(path.join(this.root, DEFAULT_SETTINGS.statePath), 'utf8');
    const [first = '', ...rest] = text.split('\n');
    this.write(DEFAULT_SETTINGS.statePath, [first, '<<<<<<< HEAD', '  "last_updated": "a",', '=======', '  "last_updated": "b",', '>>>>>>> other', ...rest].join('\n'));
  }

  commit(subject: string, body?: string): string {
    this.git('add', '--all', '.');
    this.git('commit', '--quiet', '--allow-empty', '-m', subject, ...(body === undefined ? [] : ['-m', body]));
    this.wait(1 / 60);
    return this.git('rev-parse', 'HEAD').trim();
  }

  branch(name: string, from = this.shared.base): void {
    this.git('switch', '--quiet', '--no-track', '-c', name, from);
  }

  switchTo(name: string): void {
    this.git('switch', '--quiet', name);
  }

  claim(taskId: string, options: { readonly branch?: string; readonly entry?: RawEntry } = {}): void {
    this.branch(options.branch ?? `feat/${taskId}`);
    this.entry(taskId, options.entry ?? { status: 'in-progress', started_at: this.now.toISOString(), acs_completed: [], acs_remaining: criteriaOf(taskId, ['AC01', 'AC02']) });
    this.commit(`chore(${taskId}): initialize task state`);
  }

  criteria(taskId: string, acs: readonly string[], form: CriteriaForm = 'bare'): string {
    const before = this.state().tasks[taskId] ?? {};
    const done = [...new Set([...textsOf(before['acs_completed']), ...criteriaOf(taskId, acs)])];
    const left = textsOf(before['acs_remaining']).filter((id) => !done.includes(id));
    this.entry(taskId, { ...before, acs_completed: done, acs_remaining: left });
    this.write(`tests/${capabilityOf(taskId).toLowerCase()}.spec.ts`, `// ${done.join(' ')}\n`);
    return this.commit(`feat(${taskId}): ${named(taskId, acs, form)} hold as they should`);
  }

  complete(taskId: string): string {
    this.entry(taskId, { ...this.state().tasks[taskId], status: 'completed', completed_at: this.now.toISOString(), acs_remaining: [] });
    return this.commit(`chore(${taskId}): complete`);
  }

  squash(branch: string, options: { readonly taskId?: string; readonly title?: string; readonly number?: number } = {}): string {
    const taskId = options.taskId ?? branch.replace(/^.*\//, '');
    this.switchTo(this.shared.base);
    this.git('merge', '--squash', '--quiet', '-X', 'theirs', branch);
    return this.commit(`feat(${taskId}): ${options.title ?? `Build ${taskId}`} (#${options.number ?? 57})`);
  }

  merge(branch: string): string {
    return this.merged(branch, '--no-ff', '-X', 'theirs', '-m', `Merge branch '${branch}'`);
  }

  fastForward(branch: string): string {
    return this.merged(branch, '--ff-only');
  }

  private merged(branch: string, ...how: string[]): string {
    this.switchTo(this.shared.base);
    this.git('merge', '--quiet', ...how, branch);
    this.wait(1 / 60);
    return this.git('rev-parse', 'HEAD').trim();
  }

  worktree(branch: string): History {
    const folder = temporaryFolder('tree');
    this.shared.folders.push(folder);
    const isThere = this.git('branch', '--list', branch).trim() !== '';
    this.git('worktree', 'add', '--quiet', ...(isThere ? [folder, branch] : ['--no-track', '-b', branch, folder, this.shared.base]));
    return new HistoryTree(this.shared, folder);
  }

  remote(name = 'origin'): string {
    const folder = temporaryFolder('remote.git');
    this.shared.folders.push(folder);
    this.git('init', '--quiet', '--bare', folder);
    this.git('remote', 'add', name, folder);
    this.push(this.shared.base, name);
    return folder;
  }

  push(branch: string, remote = 'origin'): void {
    this.git('push', '--quiet', '--force', remote, `refs/heads/${branch}:refs/heads/${branch}`);
    this.git('fetch', '--quiet', remote);
  }

  leaveOnRemote(branch: string, remote = 'origin'): void {
    this.push(branch, remote);
    if (this.git('branch', '--show-current').trim() === branch) this.switchTo(this.shared.base);
    this.git('branch', '--quiet', '-D', branch);
  }

  pack(): void {
    this.git('pack-refs', '--all');
  }

  dispose(): void {
    for (const folder of this.shared.folders) removeTemporary(folder);
    this.repository.dispose();
  }
}

function capabilityOf(taskId: string): string {
  return taskId.replace(/--T\d+$/, '');
}

function criteriaOf(taskId: string, acs: readonly string[]): readonly string[] {
  return acs.map((ac) => `${capabilityOf(taskId)}-${ac}`);
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function named(taskId: string, acs: readonly string[], form: CriteriaForm): string {
  const first = acs[0] ?? '';
  const last = acs.at(-1) ?? '';
  switch (form) {
    case 'bare':
      return acs.map((ac) => `[${ac}]`).join(' ');
    case 'full':
      return criteriaOf(taskId, acs).map((ac) => `[${ac}]`).join(' ');
    case 'joined':
      return `[${acs.join('+')}]`;
    case 'range':
      return `[${first}-${last}]`;
    case 'parentheses':
      return `(${first}-${last})`;
  }
}
