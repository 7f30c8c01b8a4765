import type { Task } from './task';

/** What became of tasks from one manifest to another. Lists are in the order of the manifest they are of. */
export interface ManifestDiff {
  readonly added: readonly Task[];
  readonly removed: readonly Task[];
  readonly changed: readonly ChangedTask[];
}

export interface ChangedTask {
  readonly before: Task;
  readonly after: Task;
  /** Keys of the file whose value differs in meaning, in the order of the later one. */
  readonly keys: readonly string[];
}

/** Compares by id and by meaning: order of tasks and of keys, layout and absent against empty values do not count. */
export function diffManifests(before: readonly Task[], after: readonly Task[]): ManifestDiff {
  const old = new Map(before.map((task) => [task.id, task]));
  const ids = new Set(after.map(({ id }) => id));
  return {
    added: after.filter(({ id }) => !old.has(id)),
    removed: before.filter(({ id }) => !ids.has(id)),
    changed: after.flatMap((task) => {
      const former = old.get(task.id);
      const keys = former ? changedKeys(former.raw, task.raw) : [];
      return former && keys.length > 0 ? [{ before: former, after: task, keys }] : [];
    }),
  };
}

export function isSame({ added, removed, changed }: ManifestDiff): boolean {
  return added.length === 0 && removed.length === 0 && changed.length === 0;
}

function changedKeys(before: Task['raw'], after: Task['raw']): string[] {
  const keys = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...keys].filter((key) => canonical(before[key]) !== canonical(after[key]));
}

/** Keys sorted; nothing, `null`, an empty text and an empty list say the same. */
function canonical(value: unknown): string {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return '';
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
