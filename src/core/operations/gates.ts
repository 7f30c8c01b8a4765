import { branchOf } from '../branches';
import type { ProjectFacts } from '../facts';
import type { RepositoryFacts } from '../git';
import type { ContextFiles, Git } from '../ports';
import { evaluateGates, type Readiness } from '../rules/evaluate';
import type { GateInput } from '../rules/rule';
import { eligibleTasks, standingOf } from '../select/eligibility';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';

/** What the gates ask of the world. `snapshot` reads the files anew. */
export interface GatePorts {
  readonly git: Pick<Git, 'facts' | 'checkBranchName'>;
  readonly context: ContextFiles;
  snapshot(): Promise<Snapshot>;
  projectFacts(snapshot: Snapshot): Promise<ProjectFacts>;
}

export interface GateRequest {
  /** The task to be started; absent, or no task of the manifest: the next one. */
  readonly taskId?: string;
  /** Full codes that a person lifted for this once. */
  readonly overrides?: ReadonlySet<string>;
  /** All tasks of a batch that start together; absent where one starts alone. */
  readonly together?: readonly TaskView[];
}

/** How all gates came out, and what they looked at. */
export interface GateAnswer {
  readonly readiness: Readiness;
  readonly input: GateInput & Required<Pick<GateInput, 'facts'>>;
}

/** Asks all gates on fresh readings: the one way for every face, so that they agree. */
export async function askGates(ports: GatePorts, settings: Settings, request: GateRequest = {}): Promise<GateAnswer> {
  const [snapshot, git] = await Promise.all([ports.snapshot(), ports.git.facts()]);
  const { taskId, together } = request;
  const wanted = taskId === undefined ? undefined : (snapshot.byId.get(taskId) ?? snapshot.byId.get(taskId.trim()));
  const task = wanted ?? nextTask(snapshot, settings, git.kind === 'repository' ? git : undefined);
  const [documents, facts] = await Promise.all([task && ports.context.check(task.task), ports.projectFacts(snapshot)]);
  const input = { snapshot, git, settings, facts, ...(task ? { task } : {}), ...(documents ? { documents } : {}), ...(together ? { together } : {}) };
  return { readiness: evaluateGates(input, request.overrides), input };
}

/**
 * The task that a start takes: the best eligible one without a branch of its own; else the first that has one, which
 * then says so. `git` is for snapshots that were built without knowing the branches.
 */
export function nextTask(snapshot: Snapshot, settings: Settings, git: RepositoryFacts | undefined): TaskView | undefined {
  const eligible = eligibleTasks(snapshot, settings.ranking);
  return (
    eligible.find((view) => !git || branchOf(view, git, settings) === undefined) ??
    eligible[0] ??
    snapshot.tasks.find((view) => standingOf(view, snapshot).kind === 'elsewhere')
  );
}
