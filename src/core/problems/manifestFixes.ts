import type { JsonChange } from '../json/changes';
import { itemsOf, type ListKey } from '../manifest/places';
import type { RawTask } from '../manifest/schema';
import { RISKS, type Task } from '../manifest/task';
import { nearest } from '../nearest';
import { shown, type JsonPath, type Problem } from '../problem';
import type { Snapshot } from '../snapshot';
import { counted, t } from '../words';
import type { Fix } from './fix';

interface Meant {
  readonly task: Task;
  readonly path: JsonPath;
  readonly snapshot: Snapshot;
}

/** Ways to mend a problem of the manifest. */
export function manifestFixes({ kind, path }: Problem, snapshot: Snapshot): readonly Fix[] {
  const task = path && taskAt(snapshot, path);
  const make = MAKERS.get(kind);
  return task && make ? make({ task, path, snapshot }) : [];
}

/** The task that a path of the manifest lies in. */
export function taskAt({ manifest }: Snapshot, path: JsonPath): Task | undefined {
  const index = path[0] === 'tasks' ? path[1] : undefined;
  const likely = typeof index === 'number' ? manifest?.tasks[index] : undefined;
  return likely?.sourceIndex === index ? likely : manifest?.tasks.find(({ sourceIndex }) => sourceIndex === index);
}

const MAKERS: ReadonlyMap<string, (meant: Meant) => readonly Fix[]> = new Map([
  ['unknown-dependency', (meant: Meant) => replaceOrRemove(meant, 'depends_on_tasks', (id) => t('Remove the dependency {0}', id))],
  ['unknown-conflict', (meant: Meant) => replaceOrRemove(meant, 'conflicts_with', (id) => t('Remove the conflict {0}', id))],
  ['duplicate-dependency', ({ task, path }: Meant) => [removal(t('Remove the second {0}', itemAt(task, path)), path, t('Remove all doubled dependencies'))]],
  ['dependency-cycle', ({ task, path }: Meant) => (itemAt(task, path) === shown(task.id) ? [removal(t('Remove the dependency on itself'), path, t('Remove all dependencies of tasks on themselves'))] : [])],
  ['abandoned-dependency', ({ task, path }: Meant) => [{ title: t('Remove the dependency {0}', itemAt(task, path)), changes: [{ kind: 'remove' as const, path }] }]],
  ['dependencies-as-text', asList],
  ['self-conflict', ({ path }: Meant) => [removal(t('Remove the conflict with itself'), path, t('Remove all conflicts of tasks with themselves'))]],
  ['one-sided-conflict', oneSided],
  ['parallel-high-risk', ({ path }: Meant) => [replacement(t('Set parallel to false'), path, false, t('Set parallel to false in all High risk tasks'))]],
  ['file-scope-empty', ({ path }: Meant) => [removal(t('Remove the empty pattern'), path, t('Remove all empty patterns'))]],
  ['unknown-risk', risks],
  ['criterion-without-id', giveIds],
  ['duplicate-criterion', doubled],
]);

function removal(title: string, path: JsonPath, all: string): Fix {
  return { title, changes: [{ kind: 'remove', path }], isPreferred: true, all };
}

function replacement(title: string, path: JsonPath, value: string | boolean, all?: string): Fix {
  return { title, changes: [{ kind: 'replace', path, value }], isPreferred: true, ...(all === undefined ? {} : { all }) };
}

/** The item that a path means, of a list or of the text that stands for it. */
function valueAt(task: Task, path: JsonPath): string {
  const index = path[3];
  return itemsOf(task, path[2] as ListKey)[typeof index === 'number' ? index : 0] ?? '';
}

function itemAt(task: Task, path: JsonPath): string {
  return shown(valueAt(task, path));
}

function replaceOrRemove({ task, path, snapshot }: Meant, key: ListKey, removalOf: (id: string) => string): readonly Fix[] {
  const ids = [...snapshot.byId.keys()].filter((id) => id !== task.id);
  const near = nearest(valueAt(task, path), ids);
  const remove: Fix = { title: removalOf(itemAt(task, path)), changes: [{ kind: 'remove', path }] };
  if (near === undefined || itemsOf(task, key).includes(near)) return [remove];
  return [replacement(t('Change to {0}', shown(near)), path, near), remove];
}

/** One text that names several tasks becomes as many items. */
function asList({ task, path, snapshot }: Meant): readonly Fix[] {
  const text = valueAt(task, path);
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const items = snapshot.byId.has(text) || !parts.every((part) => snapshot.byId.has(part)) ? [text] : parts;
  return [{ title: t('Write the dependencies as a list'), changes: [{ kind: 'replace', path, value: items }], isPreferred: true, all: t('Write all dependencies as lists') }];
}

function oneSided({ task, path, snapshot }: Meant): readonly Fix[] {
  const other = snapshot.byId.get(valueAt(task, path))?.task;
  if (!other) return [];
  const there: JsonPath = ['tasks', other.sourceIndex, 'conflicts_with'];
  return [
    { title: t('Add {0} to the conflicts of {1}', shown(task.id), other.id), changes: [{ kind: 'append', path: there, value: task.id }], isPreferred: true, all: t('Add all conflicts that are named on one side only') },
    { title: t('Remove the conflict {0}', shown(other.id)), changes: [{ kind: 'remove', path }] },
  ];
}

/** What people write for a risk. */
const RISK_WORDS: ReadonlyMap<string, string> = new Map([
  ...['critical', 'severe', 'major', 'urgent', 'very high', 'h', 'p0', 'p1'].map((word) => [word, 'High'] as const),
  ...['moderate', 'normal', 'mid', 'med', 'm', 'p2'].map((word) => [word, 'Medium'] as const),
  ...['minor', 'trivial', 'none', 'very low', 'l', 'p3'].map((word) => [word, 'Low'] as const),
]);

function risks({ task, path }: Meant): readonly Fix[] {
  const given = task.raw['risk'];
  const hasKey = 'risk' in task.raw;
  const change = (value: string): JsonChange => (hasKey ? { kind: 'replace', path, value } : { kind: 'add', path: path.slice(0, 2), key: 'risk', value });
  if (typeof given !== 'string' || given.trim() === '') {
    return RISKS.map((risk) => ({
      title: t('Set the risk to {0}', risk),
      changes: [change(risk)],
      ...(risk === 'Medium' ? { isPreferred: true, all: t('Set every risk that is not there to Medium, as it is read') } : {}),
    }));
  }
  const guess = RISK_WORDS.get(given.trim().toLowerCase()) ?? nearest(given.trim(), RISKS);
  return RISKS.map((risk) => ({ title: t('Set the risk to {0}', risk), changes: [change(risk)], ...(risk === guess ? { isPreferred: true } : {}) }));
}

/** The ids by which they are called already, so that what is recorded of them stays true; another where that one is taken. */
function giveIds({ task }: Meant): readonly Fix[] {
  const raws = (task.raw['acceptance_criteria'] ?? []) as NonNullable<RawTask['acceptance_criteria']>;
  const isUnnamed = (raw: (typeof raws)[number]) => typeof raw === 'string' || (raw.id ?? '').trim() === '';
  const taken = new Set(task.criteria.flatMap(({ id }, index) => (isUnnamed(raws[index] ?? '') ? [] : [id])));
  let number = 0;
  const free = (wanted: string | undefined): string => {
    let id = wanted ?? '';
    while (id === '' || taken.has(id)) id = `AC${String(++number).padStart(2, '0')}`;
    taken.add(id);
    return id;
  };
  const changes = raws.flatMap((raw, index): JsonChange[] => {
    if (!isUnnamed(raw)) return [];
    const id = free(task.criteria[index]?.id);
    const path = ['tasks', task.sourceIndex, 'acceptance_criteria', index];
    if (typeof raw === 'string') return [{ kind: 'replace', path, value: { id, text: raw } }];
    return [raw.id === undefined ? { kind: 'add', path, key: 'id', value: id } : { kind: 'replace', path: [...path, 'id'], value: id }];
  });
  const count = changes.length;
  return [{ title: counted(count, 'Give the criterion an id', 'Give {0} criteria ids'), changes, isPreferred: true, all: t('Give all criteria ids') }];
}

function doubled({ task, path }: Meant): readonly Fix[] {
  const index = Number(path[3]);
  const own = task.criteria[index];
  const first = task.criteria.findIndex(({ id }) => id === own?.id);
  const raws = task.raw['acceptance_criteria'] as readonly unknown[];
  if (!own) return [];
  if (JSON.stringify(raws[first]) === JSON.stringify(raws[index])) {
    return [removal(t('Remove the second {0}', shown(own.id)), path.slice(0, 4), t('Remove all criteria that stand twice alike'))];
  }
  return [replacement(t('Change the id to {0}', shown(nextId(own.id, task))), path, nextId(own.id, task))];
}

/** `CAP-AC02` -> the next number that none of the task's criteria has. */
function nextId(id: string, { criteria }: Task): string {
  const [, stem = id, digits = ''] = /^(.*?)(\d*)$/s.exec(id) ?? [];
  const taken = new Set(criteria.map((one) => one.id));
  for (let number = Number(digits || '1') + 1; ; number++) {
    const next = `${stem}${digits === '' ? '-' : ''}${String(number).padStart(digits.length, '0')}`;
    if (!taken.has(next)) return next;
  }
}

