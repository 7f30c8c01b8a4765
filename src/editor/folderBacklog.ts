import * as vscode from 'vscode';
import { branchLookup } from '../core/branches';
import { NO_FACTS, type ProjectFacts } from '../core/facts';
import type { GitFacts } from '../core/git';
import type { Batch } from '../core/batch/batch';
import type { AgentView } from '../core/batch/watch';
import type { World } from '../core/operations/world';
import type { Log, StartLock, StateStore } from '../core/ports';
import type { Attention } from '../core/rules/anomaly';
import type { Settings } from '../core/settings';
import { buildSnapshot, type Snapshot } from '../core/snapshot';
import type { RepositoryWork } from '../core/work';
import { t } from '../core/words';
import { createCoalescer, type CoalescerOptions } from '../io/coalesce';
import { createContextFiles } from '../io/contextFiles';
import { dataFolder } from '../io/dataFolder';
import { createGit } from '../io/git/git';
import { createProjectFacts } from '../io/projectFacts';
import { createTurns } from '../io/turns';
import { createStoreOf } from '../io/world';
import { AttentionMemo } from './attentionMemo';
import type { Backlog } from './backlog';
import { AgentsAtWork } from './batch/agentsAtWork';
import { BacklogFiles, type Readings } from './backlogFiles';
import { configuredGit } from './configuredGit';
import { ElsewhereWatch } from './elsewhereWatch';
import { folderWorld, PROGRAM } from './folderWorld';
import { SECTION } from './ids';
import { readSettings } from './settings';
import type { AllowedCodes, CodeChoice } from './start/allowedCodes';
import { watchFiles } from './watch';

/** Pause in which changes of files gather, and the longest it may grow to, in ms (DESIGN section 8). */
const FILES_PAUSE = { delayMs: 100, longestMs: 250 };
/** git is a process, and only says how the branch stands: it may follow a little later, and never holds up the files. */
const GIT_PAUSE = { delayMs: 300, longestMs: 1000 };
/** The facts beside both are many files: they follow last. */
const FACTS_PAUSE = { delayMs: 500, longestMs: 2000 };

/** The backlog of one workspace folder: reads, watches, and tells. Nothing else holds its state. */
export class FolderBacklog implements Backlog, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly disposables: vscode.Disposable[] = [this.changed];
  private readonly reload = this.coalesced(FILES_PAUSE, () => this.read());
  private readonly askGit = this.coalesced(GIT_PAUSE, () => this.readGit());
  private readonly askWork = this.coalesced(FILES_PAUSE, () => this.readWork());
  private readonly elsewhere = new ElsewhereWatch(() => this.askWork.trigger());
  private readonly askFacts = this.coalesced(FACTS_PAUSE, () => this.readFacts());
  private readonly root: string;
  private readonly storeNow: () => StateStore;
  private readonly lookAround: (snapshot: Snapshot) => Promise<ProjectFacts>;
  private readonly attentionMemo = new AttentionMemo(() => new Date());
  private readonly atWork: AgentsAtWork;
  private readonly files: BacklogFiles;
  private readonly inTurn = createTurns();
  private work: RepositoryWork | undefined;
  /** What the snapshot was built from. */
  private builtFrom: readonly unknown[] = [];
  private watcher: vscode.Disposable | undefined;
  private rev = 0;
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
  gitFacts: GitFacts = { kind: 'unread', reason: t('git is being asked') };
  facts: ProjectFacts = NO_FACTS;

  constructor(
    readonly folder: vscode.WorkspaceFolder,
    private readonly log: Log,
    private readonly allowedCodes: AllowedCodes,
  ) {
    this.root = folder.uri.fsPath;
    this.files = new BacklogFiles(this.root, () => this.settings);
    this.settings = allowedCodes.in(readSettings(folder));
    this.git = createGit({ root: this.root, gitPath: configuredGit, trusted: () => vscode.workspace.isTrusted, log, by: PROGRAM });
    this.lookAround = createProjectFacts({ root: this.root, settings: () => this.settings, git: this.git });
    this.context = createContextFiles({ root: this.root, settings: () => this.settings });
    this.storeNow = createStoreOf(this.root, { settings: () => this.settings, by: PROGRAM, log, dataFolder: dataFolder() }, () => this.snapshot.manifest?.hash);
    this.world = folderWorld(this.root, {
      settings: () => this.settings,
      log,
      git: this.git,
      context: this.context,
      store: this.storeNow,
      snapshot: () => this.freshSnapshot(),
      projectFacts: () => this.freshFacts(),
    });
    this.startLock = this.world.startLock;
    this.atWork = new AgentsAtWork(this.world, log, () => this.changed.fire());
    this.snapshot = this.build({ manifest: MISSING, state: MISSING });
    this.disposables.push(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SECTION, folder)) this.applySettings();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.askGit.trigger()),
    );
    this.watch();
  }

  get store(): StateStore {
    return this.storeNow();
  }

  get attention(): Attention {
    return this.attentionMemo.of(this);
  }

  get agents(): readonly AgentView[] {
    return this.atWork.of(this);
  }

  get batches(): readonly Batch[] {
    return this.atWork.batches;
  }

  /** Work grows stale by time alone: tells the views when it has. */
  lookAtAges(): void {
    if (this.attentionMemo.lookAgain(this)) this.changed.fire();
  }

  chosen(choice: CodeChoice): readonly string[] {
    return this.allowedCodes.of(choice);
  }

  async choose(choice: CodeChoice, code: string, isChosen: boolean): Promise<void> {
    await this.allowedCodes.set(choice, code, isChosen);
    this.applySettings();
  }

  /** The first reading. git is asked only afterwards, so that the first view waits for no process (DESIGN section 8). */
  async load(): Promise<void> {
    await this.files.read();
    this.rebuild();
    this.changed.fire();
  }

  async refresh(): Promise<void> {
    await Promise.all([this.reload.flush(), this.askGit.flush()]);
    await Promise.all([this.askFacts.flush(), this.atWork.refresh()]);
  }

  async readGit(): Promise<GitFacts> {
    const turn = ++this.asked;
    const [facts] = await Promise.all([
      vscode.workspace.isTrusted ? this.git.facts() : ({ kind: 'unread', reason: t('this workspace is not trusted') } as const),
      this.takeWork(),
    ]);
    // Answers may overtake each other; the one asked for last is the truth.
    const isLate = turn < this.answered;
    const before = this.gitFacts;
    if (!isLate) [this.answered, this.gitFacts] = [turn, facts];
    const isRebuilt = this.rebuild();
    if (isRebuilt || JSON.stringify(before) !== JSON.stringify(this.gitFacts)) this.tell();
    return facts;
  }

  /** What branches and worktrees tell, alone and at once: an edit in another worktree changes nothing else of git. */
  private async readWork(): Promise<void> {
    await this.takeWork();
    if (this.rebuild()) this.tell();
  }

  /** Its readings go one at a time, so none overtakes another. */
  private async takeWork(): Promise<void> {
    this.work = await this.git.work(this.settings);
    this.elsewhere.follow(this.work);
    if (await this.atWork.follow(this.work)) this.changed.fire();
  }

  /** True where something that the snapshot rests on is different, whoever read it: then it is another one. */
  private rebuild(): boolean {
    const { readings } = this.files;
    const parts = [readings, this.work, branchesOf(this.gitFacts), this.settings];
    if (!readings || parts.every((part, index) => part === this.builtFrom[index])) return false;
    this.builtFrom = parts;
    this.snapshot = this.build(readings);
    this.log.info(`${this.folder.name}: ${this.snapshot.tasks.length} tasks, ${this.snapshot.problems.length} problems (rev ${this.rev})`);
    return true;
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
    this.atWork.dispose();
    this.watcher?.dispose();
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private async read(): Promise<void> {
    await this.files.read();
    if (this.rebuild()) this.tell();
  }

  /** One look goes at a time, so none overtakes another. */
  private readFacts(): Promise<void> {
    return this.inTurn(async () => {
      const facts = await this.lookAround(this.snapshot);
      const isOther = facts !== this.facts;
      this.facts = facts;
      if (isOther) this.changed.fire();
    });
  }

  /** What fails behind the person's back is logged. */
  private coalesced(pause: Pick<CoalescerOptions, 'delayMs' | 'longestMs'>, run: () => Promise<unknown>) {
    return createCoalescer({
      ...pause,
      run: async () => {
        await run();
      },
      onError: (error) => this.log.error(`${this.folder.name}: reading failed`, error),
    });
  }

  private build(readings: Readings): Snapshot {
    const { manifestPath, statePath } = this.settings;
    const backlog = { name: this.folder.name, manifestPath, statePath };
    return buildSnapshot({ rev: ++this.rev, backlog, ...readings, branchOf: branchLookup(this.gitFacts, this.settings), ...(this.work ? { work: this.work } : {}), settings: this.settings });
  }

  private applySettings(): void {
    this.settings = this.allowedCodes.in(readSettings(this.folder));
    this.rebuild();
    this.watch();
    this.changed.fire();
    this.reload.trigger();
    this.askGit.trigger();
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

const MISSING = { health: 'missing', value: undefined, problems: [] } as const;
