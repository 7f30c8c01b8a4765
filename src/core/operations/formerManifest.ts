import type { ManifestDiff } from '../manifest/diff';
import { parseManifest } from '../manifest/parse';
import type { Task } from '../manifest/task';
import type { FileVersion, Workplace } from '../ports';
import type { Snapshot } from '../snapshot';

/** The manifest that a state was recorded against, as far as it can be told. */
export interface FormerManifest {
  readonly tasks: readonly Task[];
  /** The commit it was found in; absent where it is today's own. */
  readonly from?: Pick<FileVersion, 'commit' | 'at'>;
  /** `hash`: the state names it; `entries`: of git's history it fits the state's entries best; `today`: it did not change. */
  readonly how: 'hash' | 'entries' | 'today';
}

const MOST_VERSIONS = 50;
/** UTF-16 units that are parsed to find the version that fits best: about a second of work. */
const MOST_PARSED = 24 * 1024 * 1024;

/**
 * Finds the manifest that the state was recorded against: by the hash that the state names; else, where entries are of
 * tasks that today's does not have, the newest version in git that has the most of them. Undefined where neither is there.
 */
export async function formerManifest(place: Workplace, snapshot: Snapshot): Promise<FormerManifest | undefined> {
  const today = snapshot.manifest?.tasks ?? [];
  const { baseline } = await place.projectFacts(snapshot);
  if (baseline?.kind === 'current') return { tasks: today, how: 'today' };
  if (baseline?.kind === 'stale' && baseline.diff) {
    return { tasks: before(today, baseline.diff), how: 'hash', ...(baseline.from ? { from: baseline.from } : {}) };
  }
  if (snapshot.orphans.length === 0) return undefined;
  return bestFit(await place.git.versions(snapshot.backlog.manifestPath, MOST_VERSIONS), snapshot);
}

/** A manifest's tasks before the changes that a diff tells of. */
function before(after: readonly Task[], { added, changed, removed }: ManifestDiff): readonly Task[] {
  const isNew = new Set(added.map(({ id }) => id));
  const old = new Map(changed.map((one) => [one.after.id, one.before]));
  return [...after.filter(({ id }) => !isNew.has(id)).map((task) => old.get(task.id) ?? task), ...removed];
}

function bestFit(versions: readonly FileVersion[], { state, orphans, backlog }: Snapshot): FormerManifest | undefined {
  let best: { readonly fit: number; readonly former: FormerManifest } | undefined;
  let parsed = 0;
  for (const { text, commit, at } of versions) {
    parsed += text.length;
    if (parsed > MOST_PARSED) break;
    const tasks = parseManifest(text.replace(/^\uFEFF/, ''), backlog.manifestPath).manifest?.tasks ?? [];
    const ids = new Set(tasks.map(({ id }) => id));
    if (!orphans.some((id) => ids.has(id))) continue;
    const fit = [...state.entries.keys()].filter((id) => ids.has(id)).length;
    if (fit > (best?.fit ?? 0)) best = { fit, former: { tasks, from: { commit, at }, how: 'entries' } };
  }
  return best?.former;
}
