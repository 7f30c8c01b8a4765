import { branchToClaim } from '../branches';
import { oneLine } from '../delegate/plainText';
import type { TaskDocuments } from '../documents';
import type { Clock, Git, Log, Refusal, StartLock, StateStore, UpdatedState } from '../ports';
import { ok, type Result } from '../result';
import { baseBranchOf } from '../rules/gitRules';
import type { Finding } from '../rules/rule';
import { branchFor, type Settings } from '../settings';
import type { TaskView } from '../snapshot';
import { t } from '../words';
import { claimTask } from './claim';
import { askGates, type GatePorts, type GateRequest } from './gates';
import { UndoSteps } from './undoSteps';

/** What a start asks of the world. */
export interface StartPorts extends GatePorts {
  readonly git: Git;
  readonly store: StateStore;
  readonly startLock: StartLock;
  readonly clock: Clock;
  readonly log: Log;
}

export interface StartRequest {
  /** Absent: the next eligible task. */
  readonly taskId?: string;
  /** Full codes that a person lifted for this once ("Start anyway"). */
  readonly overrides: ReadonlySet<string>;
  readonly settings: Settings;
  /** True once the person cancelled; asked between the steps. */
  isCancelled(): boolean;
  onStep(step: StartStep): void;
  /** Asked once the gates are passed, before anything is changed and outside the lock; false cancels the start. */
  mayStart?(ready: Ready): Promise<boolean>;
}

export type StartStep = 'gates' | 'branch' | 'claim' | 'commit';

/** A start that stands: enough to launch the agent, and to undo the start later. JSON-safe. */
export interface Started {
  readonly taskId: string;
  readonly branch: string;
  readonly base: string;
  readonly baseCommit: string;
  /** Absent where the setting leaves the claim uncommitted. */
  readonly claimCommit?: string;
  /** The state file before and after, where the claim was not committed. */
  readonly claim?: UpdatedState;
  /** The branch was there before, checked out and without a claim. */
  readonly hadBranch?: true;
  /** ISO time of the claim. */
  readonly at: string;
}

export type StartOutcome =
  | { readonly kind: 'started'; readonly started: Started; readonly documents: TaskDocuments; readonly warnings: readonly Finding[] }
  | { readonly kind: 'blocked'; readonly findings: readonly Finding[]; readonly taskId?: string }
  /** A step failed. What earlier steps did is undone; `standing` names what could not be. */
  | { readonly kind: 'failed'; readonly step: StartStep; readonly refusal: Refusal; readonly taskId: string; readonly standing: readonly string[] }
  | { readonly kind: 'cancelled'; readonly standing: readonly string[] };

/**
 * "Start, in order" (DESIGN section 3): gates, choose, branch, claim, commit. Launching is the caller's.
 * One start goes at a time in a repository; the second is told who is at it.
 */
export async function start(ports: StartPorts, request: StartRequest): Promise<StartOutcome> {
  request.onStep('gates');
  // Asked once before the lock, which needs a repository to lie in, and again under it.
  const first = await lookAtStart(ports, request);
  if ('kind' in first) return first;
  if (request.mayStart && !(await request.mayStart(first))) return { kind: 'cancelled', standing: [] };
  // What was agreed to is this task, even if another is the next one by now.
  const agreed = request.mayStart ? { ...request, taskId: first.task.task.id } : request;
  const held = await ports.startLock.hold(`starting ${request.taskId ?? 'the next task'}`, async () => {
    const ready = await lookAtStart(ports, agreed);
    return 'kind' in ready ? ready : new Attempt(ports, agreed, ready).run();
  });
  return held.ok ? held.value : blocked([findingOf(held.error, request.taskId)], undefined);
}

type BlockedStart = Extract<StartOutcome, { kind: 'blocked' }>;

/** A task that may be started, with all that the steps need to know of it. */
export interface Ready {
  readonly task: TaskView;
  readonly branch: string;
  /** The branch that is checked out, from which the task's branch leaves; or the base branch, where `isThere`. */
  readonly base: string;
  /** The task's branch is checked out already, at this commit: nothing is left to do but to claim the task. */
  readonly isThere?: { readonly commit: string };
  readonly documents: TaskDocuments;
  readonly warnings: readonly Finding[];
}

/** Gates and choice on fresh readings: a task that may be started, or why none may be. Changes nothing. */
export async function lookAtStart(
  ports: GatePorts,
  { taskId, settings, overrides, together }: Pick<StartRequest, 'taskId' | 'settings' | 'overrides'> & Pick<GateRequest, 'together'>,
): Promise<Ready | BlockedStart> {
  const { readiness, input } = await askGates(ports, settings, { ...(taskId === undefined ? {} : { taskId }), overrides, ...(together ? { together } : {}) });
  const { snapshot, git, task, documents } = input;
  if (taskId !== undefined && snapshot.manifest && task?.task.id !== taskId) return blocked([unknownTask(taskId)], undefined);
  const known = git.kind === 'repository' ? git : undefined;
  const { findings, isBlocked } = readiness;
  if (isBlocked || !task || !documents || known?.head.kind !== 'branch') return blocked(findings, task);
  const own = branchToClaim(task, git, settings);
  if (own !== undefined) return { task, branch: own, base: baseBranchOf(known, settings) ?? own, isThere: { commit: known.head.commit }, documents, warnings: findings };
  const branch = branchFor(task.task.id, settings);
  const name = await ports.git.checkBranchName(branch);
  if (!name.ok) return blocked([findingOf(name.error, task.task.id)], task);
  return { task, branch, base: known.head.name, documents, warnings: findings };
}

/** The steps that change something, each with its undoing. */
class Attempt {
  private readonly undo: UndoSteps;
  private readonly view: TaskView;
  private readonly branch: string;
  private readonly base: string;

  constructor(
    private readonly ports: StartPorts,
    private readonly request: StartRequest,
    private readonly ready: Ready,
  ) {
    this.undo = new UndoSteps(ports.log);
    this.view = ready.task;
    this.branch = ready.branch;
    this.base = ready.base;
  }

  async run(): Promise<StartOutcome> {
    const { git } = this.ports;
    const taskId = this.view.task.id;
    if (this.request.isCancelled()) return this.cancelled();

    this.request.onStep('branch');
    const { isThere } = this.ready;
    const made = isThere ? ok(isThere) : await git.createBranch(this.branch, this.base);
    if (!made.ok) return this.failed('branch', made.error);
    const { commit: baseCommit } = made.value;
    if (!isThere) this.undo.push(`the branch ${this.branch}`, () => this.leaveBranch(baseCommit));
    if (this.request.isCancelled()) return this.cancelled();

    const claim = await claimTask(this.ports, this.view, {
      settings: this.request.settings,
      undo: this.undo,
      isCancelled: () => this.request.isCancelled(),
      onStep: (step) => this.request.onStep(step),
    });
    if (claim.kind === 'cancelled') return this.cancelled();
    if (claim.kind === 'failed') return this.failed(claim.step, claim.refusal);
    const started: Started = {
      taskId,
      branch: this.branch,
      base: this.base,
      baseCommit,
      ...(claim.commit ? { claimCommit: claim.commit } : { claim: claim.updated }),
      ...(isThere ? { hadBranch: true as const } : {}),
      at: claim.at.toISOString(),
    };
    logLifted(this.ports.log, this.request.overrides, { taskId, warnings: this.ready.warnings, at: claim.at });
    return { kind: 'started', started, documents: this.ready.documents, warnings: [...this.ready.warnings, ...this.rewritten(claim.rewritten)] };
  }

  private rewritten(message: string | undefined): readonly Finding[] {
    const taskId = this.view.task.id;
    return message === undefined ? [] : [{ ...findingOf({ code: `WARN::STATE-REWRITTEN::${taskId}`, message, remedy: t('Look at the change, mend it if it is broken, and commit it.') }, taskId), effect: 'warn' }];
  }

  private async leaveBranch(commit: string): Promise<Result<void, Refusal>> {
    const back = await this.ports.git.switchTo(this.base);
    return back.ok ? this.ports.git.deleteBranchAt(this.branch, commit) : back;
  }

  private async failed(step: StartStep, refusal: Refusal): Promise<StartOutcome> {
    this.ports.log.warn(`start of ${this.view.task.id} failed at ${step}: ${refusal.code} ${refusal.message}`);
    return { kind: 'failed', step, refusal, taskId: this.view.task.id, standing: await this.undo.undoAll() };
  }

  private async cancelled(): Promise<StartOutcome> {
    return { kind: 'cancelled', standing: await this.undo.undoAll() };
  }
}

/** "Start anyway" leaves a trace: which codes, for which task, when (DESIGN section 3, "Gates"). */
export function logLifted(log: Log, overrides: ReadonlySet<string>, { taskId, warnings, at }: { readonly taskId: string; readonly warnings: readonly Finding[]; readonly at: Date }): void {
  const lifted = warnings.filter(({ fullCode }) => overrides.has(fullCode)).map(({ fullCode }) => oneLine(fullCode));
  if (lifted.length > 0) log.warn(`${oneLine(taskId)} was started anyway at ${at.toISOString()}, past ${lifted.join(', ')}`);
}

function blocked(findings: readonly Finding[], task: TaskView | undefined): BlockedStart {
  return { kind: 'blocked', findings, ...(task ? { taskId: task.task.id } : {}) };
}

function unknownTask(taskId: string): Finding {
  return findingOf(
    { code: `BLOCKED::UNKNOWN-TASK::${taskId}`, message: t('{0} is no task of the manifest', taskId), remedy: t('Choose a task of the manifest.') },
    taskId,
  );
}

/** A refusal of the world as a finding of gate 6, so that one view shows both. */
export function findingOf(refusal: Refusal, taskId?: string): Finding {
  return {
    code: refusal.code.split('::').slice(0, 2).join('::'),
    fullCode: refusal.code,
    gate: 6,
    effect: 'block',
    canOverride: false,
    message: refusal.message,
    remedy: refusal.remedy,
    ...(taskId ? { taskId } : {}),
    actions: [{ id: 'retry' }, ...(taskId ? [{ id: 'choose-another' as const }] : [])],
  };
}
