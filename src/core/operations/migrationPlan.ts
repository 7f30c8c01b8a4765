import { oneLine } from '../delegate/plainText';
import { isPlaceholder } from '../manifest/hash';
import type { Manifest } from '../manifest/manifest';
import { proposeMigration, type Migration, type Proposal } from '../migrate/migration';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import type { Snapshot } from '../snapshot';
import type { TaskState } from '../state/taskState';
import { counted, t } from '../words';
import { readable } from './find';
import { formerManifest, type FormerManifest } from './formerManifest';
import type { World } from './world';

/** A migration with all that is needed to show it and to carry it out. */
export interface MigrationPlan {
  /** Names what is proposed: another plan has another name. */
  readonly id: string;
  readonly migration: Migration;
  readonly former: FormerManifest | undefined;
  readonly snapshot: Snapshot;
  /** What the state's `manifest_hash` becomes. */
  readonly manifestHash: string;
  /** What to think of first, whole sentences. */
  readonly warnings: readonly string[];
  /** The same from another reading of the state. */
  again(state: TaskState): Pick<MigrationPlan, 'id' | 'migration'>;
}

/** Reads both files, finds the former manifest, and proposes how the state follows. Refuses where that could not be trusted. */
export async function planMigration(world: World): Promise<Result<MigrationPlan, Refusal>> {
  const read = migratable(await world.here.snapshot());
  if (!read.ok) return read;
  const { snapshot, manifest } = read.value;
  const former = await formerManifest(world.here, snapshot);
  const branchOf = localBranches(snapshot);
  const manifestHash = hashOfManifest(manifest, world);
  const again = (state: TaskState) => {
    const migration = proposeMigration({ before: former?.tasks, after: manifest.tasks, state, branchOf });
    return { id: world.hash(JSON.stringify([manifestHash, migration.proposals.map(fingerprint)])).slice(0, 12), migration };
  };
  const warnings = [...(await branchWarning(world, 'Migrate')), ...formerWarning(former, snapshot)];
  return ok({ ...again(snapshot.state), former, snapshot, manifestHash, warnings, again });
}

/**
 * The hash that a state recorded against this manifest names: the manifest's own where it has one, as a state file
 * that is newly made has it; else that of its tasks in canonical form (DESIGN section 3, "Manifest hash").
 */
export function hashOfManifest({ hash, tasks }: Manifest, world: Pick<World, 'hash'>): string {
  if (hash !== undefined && !isPlaceholder(hash)) return hash;
  return `sha256:${world.hash(JSON.stringify(tasks.map(({ raw }) => raw), null, 2))}`;
}

/** A migration rests on every task: one that can't be read would look as if it were gone. */
export function migratable(given: Snapshot): Result<{ readonly snapshot: Snapshot; readonly manifest: Manifest }, Refusal> {
  const read = readable(given);
  if (!read.ok) return read;
  const snapshot = read.value;
  const { manifest, stateHealth, backlog } = snapshot;
  const manifestPath = oneLine(backlog.manifestPath);
  if (stateHealth === 'missing') {
    return err({ code: 'STATE-MISSING', message: t('There is no {0} yet, so nothing is recorded against any manifest', oneLine(backlog.statePath)), remedy: t('It is made when the first task is started.') });
  }
  if (!manifest || manifest.tasks.length === 0) {
    return err({ code: 'BLOCKED::MANIFEST-NOT-OK', message: t('{0} has no tasks, so nothing can follow it', manifestPath), remedy: t('Make the manifest whole first; the state stays as it is.') });
  }
  const unread = tasksIn(snapshot) - manifest.tasks.length;
  if (unread > 0) {
    const message = counted(unread, '{0} task of {1} can\'t be read and would look as if it was gone', '{0} tasks of {1} can\'t be read and would look as if they were gone', manifestPath);
    return err({ code: 'BLOCKED::MANIFEST-INVALID', message, remedy: t('Mend them first; vtm validate shows where.') });
  }
  return ok({ snapshot, manifest });
}

function tasksIn({ texts }: Snapshot): number {
  const { tasks } = JSON.parse(texts.manifest ?? '{}') as { readonly tasks?: unknown };
  return Array.isArray(tasks) ? tasks.length : 0;
}

/** The local branch of a task that the manifest may not have, without regard to case. */
function localBranches({ work }: Snapshot): (taskId: string) => string | undefined {
  const local = (work?.branches ?? []).filter(({ remote }) => remote === undefined);
  const byTask = new Map(local.map(({ taskId, name }) => [taskId.toLowerCase(), name]));
  return (taskId) => byTask.get(taskId.toLowerCase());
}

/** What others record on their branches meets the migration when they merge: it belongs where all branches begin. */
export async function branchWarning({ here, settings }: World, what: 'Migrate' | 'Re-baseline'): Promise<readonly string[]> {
  const git = await here.git.facts();
  if (git.kind !== 'repository' || git.head.kind !== 'branch' || settings.baseBranches.includes(git.head.name)) return [];
  const base = settings.baseBranches.find((name) => git.branches.includes(name)) ?? settings.baseBranches[0] ?? 'main';
  return [`${oneLine(git.head.name)} is checked out. ${what} on ${oneLine(base)}, or other branches will not know of it until this one is merged.`];
}

function formerWarning(former: FormerManifest | undefined, { orphans }: Snapshot): readonly string[] {
  if (former?.how === 'entries') return [`The state's manifest_hash leads to no manifest in git's history. That of commit ${(former.from?.commit ?? '').slice(0, 8)} fits its entries best.`];
  if (former || orphans.length === 0) return [];
  return ['The manifest that the state was recorded against is not in git\'s history, so renamed tasks and renumbered criteria can\'t be told.'];
}

function fingerprint(proposal: Proposal): unknown {
  switch (proposal.kind) {
    case 'rename':
      return [proposal.id, proposal.to.id];
    case 'criteria':
      return [proposal.id, proposal.task.id, proposal.change.lists, proposal.change.lost];
    case 'archive':
      return [proposal.id];
    case 'link':
      return [proposal.id, proposal.branch, proposal.to.id];
  }
}
