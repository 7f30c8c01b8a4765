import { cut } from '../cut';
import { oneLine, plainText } from '../delegate/plainText';
import { diffManifests } from '../manifest/diff';
import type { DocumentRef, Task } from '../manifest/task';
import { proposeRenames } from './renames';
import { riskName } from '../riskName';
import { counted, t } from '../words';
import { byText } from './words';

/** Two manifests as texts to be compared side by side: only the tasks that differ, in Markdown. */
export interface ChangesText {
  readonly before: string;
  readonly after: string;
  /** `2 added, 18 removed, 5 renamed, 12 changed`; undefined where nothing is different. */
  readonly counts: string | undefined;
}

/** Keys of a task that the text has lines for. */
const SHOWN: ReadonlySet<string> = new Set([
  'task_id', 'title', 'description', 'capability_id', 'phase', 'slice', 'risk', 'est', 'acceptance_criteria', 'depends_on_tasks',
  'related_specs', 'related_adrs', 'related_guides', 'test_verification', 'gap_codes', 'provisional',
]);

/**
 * Writes what was added, removed, renamed and changed from one manifest to another. Both texts have the tasks in the
 * same order, and a renamed one in one place, so that a comparison of lines shows what became of each.
 */
export function changesText(before: readonly Task[], after: readonly Task[]): ChangesText {
  const { added, removed, changed } = diffManifests(before, after);
  const renames = proposeRenames(removed, added);
  const newName = new Map(renames.map(({ from, to }) => [from.id, to]));
  const renamed = new Set(renames.map(({ to }) => to.id));
  const pairs: readonly (readonly [Task | undefined, Task | undefined])[] = [
    ...removed.map((task) => [task, newName.get(task.id)] as const),
    ...added.filter(({ id }) => !renamed.has(id)).map((task) => [undefined, task] as const),
    ...changed.map((one) => [one.before, one.after] as const),
  ];
  const sorted = [...pairs].sort(([a, b], [c, d]) => byText((a ?? b)?.id ?? '', (c ?? d)?.id ?? ''));
  const counts = [
    ...some(added.length - renames.length, (count) => t('{0} added', count)),
    ...some(removed.length - renames.length, (count) => t('{0} removed', count)),
    ...some(renames.length, (count) => t('{0} renamed', count)),
    ...some(changed.length, (count) => t('{0} changed', count)),
  ];
  const text = (side: 0 | 1, count: number) => [counted(count, '# {0} task', '# {0} tasks'), ...sorted.flatMap((pair) => taskLines(pair[side], pair[1 - side]))].join('\n');
  return { before: `${text(0, before.length)}\n`, after: `${text(1, after.length)}\n`, counts: counts.length === 0 ? undefined : counts.join(', ') };
}

function some(count: number, say: (count: number) => string): readonly string[] {
  return count === 0 ? [] : [say(count)];
}

/** A task's lines; `other` is the same task in the other manifest, of which keys without a line are shown where they differ. */
function taskLines(task: Task | undefined, other: Task | undefined): readonly string[] {
  if (!task) return [];
  const keys = [...new Set([...Object.keys(task.raw), ...Object.keys(other?.raw ?? {})])].filter((key) => !SHOWN.has(key)).sort(byText);
  const more = other ? keys.filter((key) => JSON.stringify(task.raw[key]) !== JSON.stringify(other.raw[key]) && task.raw[key] !== undefined) : [];
  return [
    '',
    `## ${oneLine(task.id)}: ${oneLine(task.title)}`,
    '',
    ...(task.description.trim() === '' ? [] : [cut(plainText(task.description).trim(), 2000), '']),
    task.provisional ? t('- Risk: {0}, provisional', riskName(task.risk)) : t('- Risk: {0}', riskName(task.risk)),
    t('- Size: {0}', oneLine(task.size)),
    t('- Capability: {0}', oneLine(task.capability)),
    t('- Place: {0}, {1}', oneLine(task.phase), oneLine(task.slice)),
    ...list(t('Depends on'), task.dependsOn),
    ...list(t('Specs'), raws(task.specs)),
    ...list(t('ADRs'), raws(task.adrs)),
    ...list(t('Guides'), raws(task.guides)),
    ...list(t('Tests'), raws(task.tests)),
    ...list(t('Gaps'), task.gapCodes),
    ...more.map((key) => `- ${oneLine(key)}: ${cut(oneLine(JSON.stringify(task.raw[key])), 500)}`),
    '',
    ...task.criteria.map(({ id, text }) => `- ${oneLine(id)}: ${oneLine(text)}`),
  ];
}

function list(name: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`- ${name}: ${items.map(oneLine).join(', ')}`];
}

function raws(refs: readonly DocumentRef[]): readonly string[] {
  return refs.map(({ raw }) => raw);
}
