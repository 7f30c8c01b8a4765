import type { GitFacts, RepositoryFacts } from '../../git';
import type { GatePorts } from '../gates';
import { findingOf, lookAtStart, type Ready } from '../start';
import type { World } from '../world';
import { MOST_PARALLEL } from '../../plan/backlogPlan';
import { minutesOf } from '../../plan/minutes';
import { BATCH_RULES } from '../../rules/batchRules';
import { evaluateRules } from '../../rules/evaluate';
import { baseBranchOf } from '../../rules/gitRules';
import type { Finding } from '../../rules/rule';
import { branchFor } from '../../settings';
import type { Snapshot } from '../../snapshot';
import type { Batch } from '../../batch/batch';
import { batchBranch, batchId } from '../../batch/batchId';
import type { BatchReady, BatchRequest } from '../../batch/batchStart';
import { behindFinding, hereFindings } from '../../batch/hereFindings';
import { t } from '../../words';

export interface BlockedBatch {
  readonly kind: 'blocked';
  /** All gates that block, and what warns beside them; the first is the headline. */
  readonly findings: readonly Finding[];
}

type Asked = Pick<BatchRequest, 'taskIds' | 'mode' | 'of' | 'overrides'>;

/**
 * Gates and choice on one fresh reading: tasks that may be started together, or why not (spec, Mode B). Changes nothing.
 * Worktrees leave from the base branch's commit, so what is checked out here and not committed does not hinder them.
 */
export async function lookAtBatch(world: World, request: Asked): Promise<BatchReady | BlockedBatch> {
  const { here, settings } = world;
  const ids = [...new Set(request.taskIds)];
  const [snapshot, git, batches, taken] = await Promise.all([here.snapshot(), here.git.facts(), world.batches.all(), world.batches.ids()]);
  const together = ids.flatMap((id) => snapshot.byId.get(id) ?? []);
  const seen = request.mode === 'worktrees' ? await asTheBase(world, git) : git;
  const ports = portsOn(world, { snapshot, git: seen });
  const looks = ids.length > MOST_PARALLEL ? [] : await Promise.all(ids.map((taskId) => lookAtStart(ports, { taskId, settings, overrides: request.overrides, together })));
  const shared = ids.length === together.length ? evaluateRules(BATCH_RULES, { snapshot, git: seen, settings, together }, request.overrides).findings : [];
  const ready = looks.filter((look): look is Ready => !('kind' in look));
  const findings = eachOnce([
    ...looks.flatMap((look) => ('kind' in look ? look.findings : look.warnings)),
    ...shared,
    ...batchesInTheWay(ids, { snapshot, git, batches }),
    ...(request.mode === 'coordinator' ? ready.flatMap((look) => (look.isThere ? [nested(look)] : [])) : hereFindings(git, seen)),
    ...behindFinding(snapshot),
  ]);
  const { head } = seen.kind === 'repository' ? seen : {};
  if (findings.some(({ effect }) => effect === 'block') || ready.length < ids.length || head?.kind !== 'branch') return { kind: 'blocked', findings: blockingFirst(findings) };
  const id = batchId(request.of, isTaken({ snapshot, git, taken, settings }));
  const branchOf = (look: Ready) => (request.mode === 'coordinator' ? batchBranch(id) : look.branch);
  const tasks = ready.map((look) => ({ view: look.task, branch: branchOf(look), documents: look.documents, minutes: minutesOf(look.task.task, settings) }));
  return { id, tasks, base: head.name, baseCommit: head.commit, warnings: findings };
}

/** The repository as it will be in a worktree: on the base branch's commit, and clean. As it is where there is no base. */
async function asTheBase({ here, settings }: World, git: GitFacts): Promise<GitFacts> {
  const name = git.kind === 'repository' ? baseBranchOf(git, settings) : undefined;
  const commit = name === undefined ? undefined : await here.git.resolve(`refs/heads/${name}`);
  if (git.kind !== 'repository' || name === undefined || commit === undefined) return git;
  const { operation: _, ...rest } = git;
  return { ...rest, dirty: [], head: { kind: 'branch', name, commit } };
}

/** The same reading for every task, so that they are judged alike. */
function portsOn({ here }: World, { snapshot, git }: { readonly snapshot: Snapshot; readonly git: GitFacts }): GatePorts {
  let facts: ReturnType<GatePorts['projectFacts']> | undefined;
  return {
    git: { facts: () => Promise.resolve(git), checkBranchName: (name) => here.git.checkBranchName(name) },
    context: here.context,
    snapshot: () => Promise.resolve(snapshot),
    projectFacts: () => (facts ??= here.projectFacts(snapshot)),
  };
}

interface Known {
  readonly snapshot: Snapshot;
  readonly git: GitFacts;
  readonly batches: readonly Batch[];
}

/** Tasks on a coordinator's branch that is not checked out here: no branch of their own tells of them. */
function batchesInTheWay(ids: readonly string[], { snapshot, git, batches }: Known): readonly Finding[] {
  const isThere = (name: string | undefined) => name !== undefined && git.kind === 'repository' && git.branches.includes(name);
  return batches
    .filter(({ mode, branch }) => mode === 'coordinator' && isThere(branch))
    .flatMap(({ id, branch = '', tasks }) =>
      tasks.flatMap(({ taskId }) => {
        const view = snapshot.byId.get(taskId);
        if (!ids.includes(taskId) || view?.status !== 'pending' || view.hasLanded) return [];
        const message = t('{0} was started in the batch {1}, on the branch {2}, which is not merged', taskId, id, branch);
        return [findingOf({ code: `BLOCKED::BRANCH-EXISTS::${taskId}`, message, remedy: t('Go on with it on that branch, or choose another task.') }, taskId)];
      }),
    );
}

/** A task's own branch is checked out: a batch's branch would nest in it. */
function nested({ task, branch, base }: Ready): Finding {
  const message = t('{0}, the branch of {1}, is checked out; a batch leaves from the base branch', branch, task.task.id);
  return findingOf({ code: 'BLOCKED::NOT-ON-MAIN-BRANCH', message, remedy: base === branch ? t('Switch to the base branch first.') : t('Switch to {0} first.', base) }, task.task.id);
}

/** Ids of which a batch or a branch is there, or whose branch would be a task's. Case does not count, as with branches. */
function isTaken({ snapshot, git, taken, settings }: Omit<Known, 'batches'> & Pick<World, 'settings'> & { readonly taken: readonly string[] }): (id: string) => boolean {
  const { branches = [], remoteBranches = [] }: Partial<RepositoryFacts> = git.kind === 'repository' ? git : {};
  const names = new Set([...branches, ...remoteBranches, ...snapshot.tasks.map(({ task }) => branchFor(task.id, settings))].map((name) => name.toLowerCase()));
  const ids = new Set(taken.map((id) => id.toLowerCase()));
  return (id) => ids.has(id) || names.has(batchBranch(id));
}

/** What every task's gates say alike is told once. */
function eachOnce(findings: readonly Finding[]): readonly Finding[] {
  const known = new Set<string>();
  return findings.filter(({ fullCode, message }) => {
    const key = JSON.stringify([fullCode, message]);
    return !known.has(key) && known.add(key);
  });
}

function blockingFirst(findings: readonly Finding[]): readonly Finding[] {
  const of = (effect: Finding['effect']) => findings.filter((one) => one.effect === effect);
  return [...of('block'), ...of('warn')];
}
