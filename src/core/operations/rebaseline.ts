import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import type { ManifestDiff } from '../manifest/diff';
import { isSameHash } from '../manifest/hash';
import { migratedState } from '../migrate/migratedState';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import type { Snapshot } from '../snapshot';
import { stamp } from '../state/stamp';
import { t } from '../words';
import { branchWarning, hashOfManifest, migratable } from './migrationPlan';
import { operation } from './operation';
import type { World } from './world';

/** Records that the state holds for today's manifest, and changes no entry (DESIGN section 3, "Manifest hash"). */
export const rebaseline = operation({
  id: 'rebaseline',
  title: 'Re-baseline Task State',
  summary: 'record that the state holds for the manifest as it is today; no entry changes',
  effect: 'write',
  input: () => z.strictObject({}),
  words: [],
  preview: async (world) => {
    const change = await changeOf(world);
    if (!change.ok) return change;
    const { snapshot, manifestHash, lines } = change.value;
    const { statePath } = snapshot.backlog;
    if (isSameHash(snapshot.state.manifestHash ?? '', manifestHash)) return ok({ title: t('Re-baseline the task state'), lines: [t('Nothing changes: {0} names today\'s manifest already.', oneLine(statePath))] });
    return ok({
      title: t('Re-baseline the task state'),
      lines: [t('manifest_hash of {0}: {1} -> {2}', oneLine(statePath), shown(snapshot.state.manifestHash), shown(manifestHash)), ...lines, t('No entry changes.')],
    });
  },
  run: async (world) => {
    const change = await changeOf(world);
    if (!change.ok) return change;
    const { snapshot, manifestHash, lines } = change.value;
    const former = snapshot.state.manifestHash;
    const path = oneLine(snapshot.backlog.statePath);
    const data = { manifest_hash: manifestHash, former_hash: former ?? null };
    if (isSameHash(former ?? '', manifestHash)) return ok({ text: `${path} names today's manifest already.`, data, outcome: 'nothing' as const });
    const updated = await world.here.store.edit((text, state) => {
      if (state.manifestHash !== former) return err(overtaken(path));
      const at = stamp(world.clock.now());
      return ok({ ...migratedState(text, { proposals: [] }, new Set(), { manifestHash, lastUpdated: at }), at });
    }, `rebaseline ${shown(manifestHash)}`);
    if (!updated.ok) return updated;
    return ok({ text: [`${path} holds for today's manifest now (${shown(manifestHash)}).`, ...lines, 'Next: commit the file.'].join('\n'), data });
  },
});

interface Change {
  readonly snapshot: Snapshot;
  readonly manifestHash: string;
  /** What a person should know of the two manifests. */
  readonly lines: readonly string[];
}

async function changeOf(world: World): Promise<Result<Change, Refusal>> {
  const read = migratable(await world.here.snapshot());
  if (!read.ok) return read;
  const { snapshot, manifest } = read.value;
  const { baseline } = await world.here.projectFacts(snapshot);
  const changes = baseline?.kind === 'stale' && baseline.diff ? [`Since then ${diffCounts(baseline.diff)}.`] : [];
  const { orphans } = snapshot;
  const gone = orphans.length === 0 ? [] : [`${orphans.length} ${orphans.length === 1 ? 'entry is of a task' : 'entries are of tasks'} that the manifest does not have (${orphans.slice(0, 3).map(oneLine).join(', ')}${orphans.length > 3 ? ', …' : ''}): vtm migrate renames or archives them.`];
  return ok({ snapshot, manifestHash: hashOfManifest(manifest, world), lines: [...(await branchWarning(world, 'Re-baseline')), ...changes, ...gone] });
}

/** `2 tasks were added, 0 removed and 3 changed`. */
function diffCounts({ added, removed, changed }: ManifestDiff): string {
  return `${added.length} ${added.length === 1 ? 'task was' : 'tasks were'} added, ${removed.length} removed and ${changed.length} changed`;
}

/** As much of a hash as tells it from others. */
function shown(hash: string | undefined): string {
  if (hash === undefined || hash === '') return 'none';
  const text = oneLine(hash);
  return text.length > 24 ? `${text.slice(0, 20)}…` : text;
}

function overtaken(path: string): Refusal {
  return { code: 'STATE-CHANGED', message: t('{0} was changed meanwhile, so nothing was recorded', path), remedy: t('Look at what it holds now, then try again.') };
}
