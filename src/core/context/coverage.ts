import type { Task } from '../manifest/task';
import type { ReadRange, Workplace } from '../ports';
import type { World } from '../operations/world';

/** The documents of a task of which some part was not handed out in their present version. Paths, each once. */
export async function unreadDocuments(world: Pick<World, 'readings'>, task: Task, place: Workplace): Promise<readonly string[]> {
  const [{ context }, ranges] = await Promise.all([place.context.check(task), world.readings.of(task.id)]);
  const unread = new Set<string>();
  for (const fact of context) {
    if (fact.kind !== 'found' || unread.has(fact.path)) continue;
    const document = await place.documents.read(fact.path);
    if (!document.ok) continue;
    const read = ranges.filter(({ path, version }) => path === fact.path && version === document.value.version);
    if (!isCovered(read, 0, document.value.text.length)) unread.add(fact.path);
  }
  return [...unread];
}

/** Whether the ranges leave nothing out between `from` and `to`. */
export function isCovered(ranges: readonly Pick<ReadRange, 'from' | 'to'>[], from: number, to: number): boolean {
  let reached = from;
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    if (range.from > reached) break;
    reached = Math.max(reached, range.to);
  }
  return reached >= to;
}
