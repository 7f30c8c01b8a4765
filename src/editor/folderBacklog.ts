import * as path from 'node:path';
import * as vscode from 'vscode';
import { branchLookup } from '../core/branches';
import { NO_FACTS, type ProjectFacts } from '../core/facts';
import type { GitFacts } from '../core/git';
import { readManifest, readState } from '../core/load';
import type { World } from '../core/operations/world';
import type { Log, StartLock, StateStore } from '../core/ports';
import type { Attention } from '../core/rules/anomaly';
import type { Settings } from '../core/settings';
import { buildSnapshot, type Snapshot } from '../core/snapshot';
import type { RepositoryWork } from '../core/work';
import { createCoalescer } from '../io/coalesce';
import { createContextFiles } from '../io/contextFiles';
import { dataFolder } from '../io/dataFolder';
import { createDocumentTexts } from '../io/documentTexts';
import { createGit } from '../io/git/git';
import { createProjectFacts } from '../io/projectFacts';
import { readTextFile } from '../io/textFile';
import { createStoreOf, createWorld } from '../io/world';
import { AttentionMemo } from './attentionMemo';
import type { Backlog } from './backlog';
import { ElsewhereWatch } from './elsewhereWatch';
import { readSettings, SECTION } from './settings';
import type { AllowedCodes } from './start/allowedCodes';
import { watchFiles } from './watch';

/** Pause in which changes of files gather, and the longest it may grow to, in ms (DESIGN section 8). */
const FILES_PAUSE = { delayMs: 100, longestMs: 250 };
/** git is a process, and only says how the branch stands: it may follow a little later, and never holds up the files. */
const GIT_PAUSE = { delayMs: 300, longestMs: 1000 };
/** The facts beside both are many files: they follow last. */
const FACTS_PAUSE = { delayMs: 500, longestMs: 2000 };

/** As locks and the undo journal name it. */
const PROGRAM = 'Visual Studio Code';

type Readings = Pick<Parameters<typeof buildSnapshot>[0], 'manifest' | 'state'>;

/** The backlog of one workspace folder: reads, watches, and tells. Nothing else holds its state. */
export class FolderBacklog implements Backlog, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly disposables: vscode.Disposable[] = [this.changed];
  private readonly reload = createCoalescer({ ...FILES_PAUSE, run: () => this.read() });
  private readonly askGit = createCoalescer({
    ...GIT_PAUSE,
    run: async () => {
      await this.readGit();
    },
  });
  private readonly askWork = createCoalescer({ ...FILES_PAUSE, run: () => this.readWork() });
  private readonly elsewhere = new ElsewhereWatch(() => this.askWork.trigger());
  private readonly askFacts = createCoalescer({ ...FACTS_PAUSE, run: () => this.readFacts() });
  private readonly root: string;
  private readonly storeNow: () => StateStore;
  private readonly lookAround: (snapshot: Snapshot) => Promise<ProjectFacts>;
  private readonly attentionMemo = new AttentionMemo(() => new Date());
  private readings: Readings | undefined;
  private work: RepositoryWork | undefined;
  private watcher: vscode.Disposable | undefined;
  private rev = 0;
  private reading: Promise<unknown> = Promise.resolve();
  private lastRead: { key: string; manifestFile: Text; stateFile: Text } | undefined;
  private asked = 0;
  private answered = 0;

  readonly onDidChange = this.changed.event;
  readonly git;
  readonly context;
  readonly startLock: StartLock;
  /** What the operations run on, in this working tree and in its other worktrees. */
  readonly world: World;
  settings: Settings;
  snapshot: Snapshot;
  gitFacts: GitFacts = { kind: 'unread', reason: 'git is being asked' };
  facts: ProjectFacts = NO_FACTS;

  constructor(
    readonly folder: vscode.WorkspaceFolder,
    private readonly log: Log,
    private readonly allowedCodes: AllowedCodes,
  ) {
    this.root = folder.uri.fsPath;
    this.settings = allowedCodes.in(readSettings(folder));
    this.git = createGit({ root: this.root, gitPath: configuredGit, trusted: () => vscode.workspace.isTrusted, log });
    this.lookAround = createProjectFacts({ root: this.root, settings: () => this.settings, git: this.git });
    this.context = createContextFiles({ root: this.root, settings: () => this.settings });
    this.storeNow = createStoreOf(this.root, { settings: () => this.settings, by: PROGRAM, log, dataFolder: dataFolder() }, () => this.snapshot.manifest?.hash);
    this.world = this.openWorld();
    this.startLock = this.world.startLock;
    this.snapshot = this.build({ manifest: MISSING, state: MISSING });
    this.disposables.push(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SECTION, folder)) this.applySettings();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.readGit()),
    );
    this.watch();
  }

  get store(): StateStore {
    return this.storeNow();
  }

  get attention(): Attention {
    return this.attentionMemo.of(this);
  }

  /** Work grows stale by time alone: tells the views when it has. */
  lookAtAges(): void {
    if (this.attentionMemo.lookAgain(this)) this.changed.fire();
  }

  get allowed(): readonly string[] {
    return this.allowedCodes.codes;
  }

  async allow(code: string, isAllowed: boolean): Promise<void> {
    await this.allowedCodes.set(code, isAllowed);
    this.applySettings();
  }

  /** The first reading. git is asked only afterwards, so that the first view waits for no process (DESIGN section 8). */
  async load(): Promise<void> {
    await this.readFiles();
    this.changed.fire();
  }

  async refresh(): Promise<void> {
    await Promise.all([this.reload.flush(), this.askGit.flush()]);
    await this.askFacts.flush();
  }

  async readGit(): Promise<GitFacts> {
    const turn = ++this.asked;
    const [facts, isOtherWork] = await Promise.all([
      vscode.workspace.isTrusted ? this.git.facts() : ({ kind: 'unread', reason: 'this workspace is not trusted' } as const),
      this.takeWork(),
    ]);
    // Answers may overtake each other; the one asked for last is the truth.
    const isLate = turn < this.answered;
    const before = this.gitFacts;
    if (!isLate) [this.answered, this.gitFacts] = [turn, facts];
    if (isOtherWork || branchesOf(before) !== branchesOf(this.gitFacts)) this.rebuild();
    if (isOtherWork || JSON.stringify(before) !== JSON.stringify(this.gitFacts)) this.tell();
    return facts;
  }

  /** What branches and worktrees tell, alone and at once: an edit in another worktree changes nothing else of git. */
  private async readWork(): Promise<void> {
    if (!(await this.takeWork())) return;
    this.rebuild();
    this.tell();
  }

  /** True when it is different. Its readings go one at a time, so none overtakes another. */
  private async takeWork(): Promise<boolean> {
    const work = await this.git.work(this.settings);
    const isOther = work?.key !== this.work?.key;
    this.work = work;
    this.elsewhere.follow(work);
    return isOther;
  }

  private rebuild(): void {
    if (this.readings) this.snapshot = this.build(this.readings);
  }

  private tell(): void {
    this.changed.fire();
    this.askFacts.trigger();
  }

  /** Reads the facts now, for rules that must not rest on old ones. */
  async freshFacts(): Promise<ProjectFacts> {
    await this.readFacts();
    return this.facts;
  }

  /** Reads the files now, past the coalescing: for an operation, which must not rest on an old reading. */
  async freshSnapshot(): Promise<Snapshot> {
    await Promise.all([this.read(), this.readGit()]);
    return this.snapshot;
  }

  dispose(): void {
    this.reload.dispose();
    this.askGit.dispose();
    this.askWork.dispose();
    this.askFacts.dispose();
    this.elsewhere.dispose();
    this.watcher?.dispose();
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private async read(): Promise<void> {
    if (!(await this.readFiles())) return;
    this.changed.fire();
    this.askFacts.trigger();
  }

  private async readFacts(): Promise<void> {
    const facts = await this.lookAround(this.snapshot);
    const isOther = facts !== this.facts;
    this.facts = facts;
    if (isOther) this.changed.fire();
  }

  /** True when something that a view could show is different. One reading goes at a time, so none overtakes another. */
  private readFiles(): Promise<boolean> {
    const next = this.reading.then(() => this.readFilesNow());
    this.reading = next.catch(() => undefined);
    return next;
  }

  private async readFilesNow(): Promise<boolean> {
    const { manifestPath, statePath, maxFileBytes } = this.settings;
    const [manifestFile, stateFile] = await Promise.all([
      readTextFile(path.join(this.root, manifestPath), maxFileBytes),
      readTextFile(path.join(this.root, statePath), maxFileBytes),
    ]);
    const key = JSON.stringify([manifestPath, statePath]);
    const before = this.lastRead;
    const isSameManifest = before?.key === key && sameText(before.manifestFile, manifestFile);
    const isSameState = before?.key === key && sameText(before.stateFile, stateFile);
    if (isSameManifest && isSameState) return false;
    const previous = before?.key === key ? this.readings : undefined;
    this.readings = {
      manifest: isSameManifest && previous ? previous.manifest : readManifest(manifestFile, manifestPath, previous?.manifest),
      state: isSameState && previous ? previous.state : readState(stateFile, statePath, previous?.state),
    };
    this.lastRead = { key, manifestFile, stateFile };
    this.snapshot = this.build(this.readings);
    this.log.info(`${this.folder.name}: ${this.snapshot.tasks.length} tasks, ${this.snapshot.problems.length} problems (rev ${this.rev})`);
    return true;
  }

  private build(readings: Readings): Snapshot {
    const { manifestPath, statePath } = this.settings;
    const backlog = { name: this.folder.name, manifestPath, statePath };
    return buildSnapshot({ rev: ++this.rev, backlog, ...readings, branchOf: branchLookup(this.gitFacts, this.settings), ...(this.work ? { work: this.work } : {}), settings: this.settings });
  }

  private applySettings(): void {
    this.settings = this.allowedCodes.in(readSettings(this.folder));
    if (this.readings) this.snapshot = this.build(this.readings);
    this.watch();
    this.changed.fire();
    this.reload.trigger();
    this.askGit.trigger();
  }

  private openWorld(): World {
    const { storeNow } = this;
    return createWorld({
      root: this.root,
      settings: () => this.settings,
      trusted: () => vscode.workspace.isTrusted,
      by: PROGRAM,
      log: this.log,
      gitPath: configuredGit,
      here: {
        root: this.root,
        snapshot: () => this.freshSnapshot(),
        git: this.git,
        get store() {
          return storeNow();
        },
        context: this.context,
        documents: createDocumentTexts({ root: this.root }),
        projectFacts: () => this.freshFacts(),
      },
    });
  }

  private watch(): void {
    this.watcher?.dispose();
    this.watcher = watchFiles(this.folder, [this.settings.manifestPath, this.settings.statePath], () => {
      this.reload.trigger();
      this.askGit.trigger();
    });
  }
}

function branchesOf(facts: GitFacts): string {
  return facts.kind === 'repository' ? JSON.stringify([facts.branches, facts.remoteBranches]) : '';
}

/** The program of the setting `git.path`, from user settings alone: a workspace must not name what is run. */
function configuredGit(): string | undefined {
  const value = vscode.workspace.getConfiguration('git').inspect<unknown>('path')?.globalValue;
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

type Text = Awaited<ReturnType<typeof readTextFile>>;

const MISSING = { health: 'missing', value: undefined, problems: [] } as const;

function sameText(a: Text, b: Text): boolean {
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text;
  return a.kind === b.kind && JSON.stringify(a) === JSON.stringify(b);
}
