import { structureOf, type Structure } from '../graph/structure';
import { readJson } from '../json/read';
import { named, shown, type JsonPath, type Problem } from '../problem';
import { t } from '../words';
import { readList, readRisk, readSize } from './readLoosely';
import { ReadOnce } from './readOnce';
import { Report } from './report';
import { isRawTask, manifestSchema, taskSchema, type RawManifest, type RawTask } from './schema';
import { reportStructure } from './structureProblems';
import { twins } from './twins';
import type { Gap, Manifest } from './manifest';
import type { Criterion, Task } from './task';

/** A manifest as far as it could be read. `manifest` is absent when nothing of it could be. */
export interface ParsedManifest {
  readonly manifest?: Manifest;
  readonly problems: readonly Problem[];
}

/**
 * Reads a task manifest (spec, "VTM Structure") as loosely as DESIGN section 3 says.
 * Tasks that can't be read are left out and reported; the others stand.
 *
 * @param text without a byte order mark
 * @param file path for the problems, relative to the backlog's root
 */
export function parseManifest(text: string, file: string): ParsedManifest {
  const json = readJson(text, file);
  if (!json.ok) return { problems: [json.error] };
  const report = new Report(json.value, file);
  const shape = manifestSchema.safeParse(json.value.value);
  if (!shape.success) {
    report.issues(shape.error.issues, []);
    return { problems: report.problems };
  }
  const raws = (json.value.value as { tasks?: unknown[] | null }).tasks ?? [];
  const tasks: Task[] = [];
  const once = new ReadOnce();
  raws.forEach((raw, sourceIndex) => {
    const task = readTask(raw, sourceIndex, tasks.length, report, once);
    if (task) tasks.push(task);
  });
  const structure = structureOf(tasks);
  reportStructure(structure, tasks, report);
  return { manifest: readManifest(shape.data, tasks, structure), problems: report.problems };
}

function readManifest(raw: RawManifest, tasks: readonly Task[], structure: Structure): Manifest {
  return {
    status: raw.status?.trim() || 'OK',
    ...(raw.timestamp ? { timestamp: raw.timestamp } : {}),
    ...(raw.manifest_hash ? { hash: raw.manifest_hash } : {}),
    gaps: (raw.gaps ?? []).map(readGap),
    tasks,
    structure,
  };
}

function readGap(gap: string | Record<string, unknown>): Gap {
  if (typeof gap === 'string') return { code: gap, text: '', isBlocking: true };
  const { code, ...rest } = gap;
  const isResolved = rest['resolved'] === true || rest['blocking'] === false || /^(resolved|closed)$/i.test(String(rest['status']));
  const text = [rest['text'], rest['description'], rest['reason']].find((value) => typeof value === 'string');
  return { code: typeof code === 'string' && code ? code : 'GAP', text: typeof text === 'string' ? text : '', isBlocking: !isResolved };
}

function readTask(raw: unknown, sourceIndex: number, index: number, report: Report, once: ReadOnce): Task | undefined {
  const at: JsonPath = ['tasks', sourceIndex];
  const issues = isRawTask(raw) ? undefined : taskSchema.safeParse(raw).error?.issues;
  if (issues) {
    const id = typeof raw === 'object' && raw !== null ? (raw as { task_id?: unknown }).task_id : undefined;
    report.issues(issues, at, typeof id === 'string' ? id : undefined);
    return undefined;
  }
  const task = raw as RawTask;
  const id = task.task_id;
  // Assigned one by one: spreading optional keys into the literal made reading half as slow again at 10 000 tasks.
  const read: { -readonly [Key in keyof Task]: Task[Key] } = {
    id,
    index,
    sourceIndex,
    title: task.title?.trim() || id,
    description: task.description ?? '',
    capability: task.capability_id?.trim() || id.replace(/--T\d+$/i, ''),
    phase: once.label(task.phase, 'Phase'),
    slice: once.label(task.slice, 'Slice'),
    risk: riskOf(task, at, report),
    size: readSize(task.est),
    criteria: readCriteria(task, at, report),
    dependsOn: readDependencies(task, at, report),
    specs: once.refs(task.related_specs, 'spec'),
    adrs: once.refs(task.related_adrs, 'adr'),
    guides: once.refs(task.related_guides, 'guide'),
    tests: once.refs(task.test_verification, 'test'),
    gapCodes: task.gap_codes?.map((gap) => (typeof gap === 'string' ? gap : gap.code)) ?? [],
    provisional: task.provisional ?? false,
    raw: raw as Record<string, unknown>,
  };
  if (typeof task.parallel === 'boolean') read.parallel = task.parallel;
  if (task.conflicts_with) read.conflictsWith = readList(task.conflicts_with);
  if (task.file_scope) read.fileScope = readList(task.file_scope);
  if (task.parallelism_group != null) read.parallelismGroup = String(task.parallelism_group);
  return read;
}

/** An unknown word is read on the strict side, so that no test duty is lost; an absent one is Medium. */
function riskOf(task: RawTask, at: JsonPath, report: Report): Task['risk'] {
  const risk = readRisk(task.risk);
  if (risk) return risk;
  const assumed = task.risk ? 'High' : 'Medium';
  const said = task.risk ? t('{0} has the unknown risk {1}; it is read as {2}', task.task_id, shown(task.risk), assumed) : t('{0} has no risk; it is read as {1}', task.task_id, assumed);
  report.add('warning', 'unknown-risk', said, {
    path: [...at, 'risk'],
    taskId: task.task_id,
    remedy: t('Write one of High, Medium, Low.'),
  });
  return assumed;
}

/** What lacks an id is told once a task: a backlog that writes its criteria as texts would drown in warnings. */
function readCriteria(task: RawTask, at: JsonPath, report: Report): readonly Criterion[] {
  const taskId = task.task_id;
  const unnamed: number[] = [];
  const criteria = (task.acceptance_criteria ?? []).map((raw, index): Criterion => {
    const id = typeof raw === 'string' ? undefined : raw.id?.trim();
    const text = typeof raw === 'string' ? raw : raw.text;
    if (!id) unnamed.push(index);
    return { id: id || `AC${String(index + 1).padStart(2, '0')}`, text: text?.trim() ?? '' };
  });
  const repeated = twins(criteria.map(({ id }) => id));
  const withoutId = repeated.length > 0 ? new Set(unnamed) : undefined;
  for (const [index, first] of repeated) {
    if (withoutId?.has(index)) continue;
    const path = (place: number) => [...at, 'acceptance_criteria', place, 'id'];
    const message = t('{0} has the criterion {1} twice', named(taskId), shown(criteria[index]?.id));
    const related = [{ path: path(first), message: t('the first of them') }];
    report.add('warning', 'duplicate-criterion', message, { path: path(index), taskId, remedy: t('Give each criterion an id of its own.'), related });
  }
  const [first] = unnamed;
  if (first === undefined) return criteria;
  const called = criteria[first]?.id ?? '';
  const message =
    unnamed.length === 1
      ? t('Criterion {0} of {1} has no id; it is called {2}', first + 1, named(taskId), called)
      : t('{0} criteria of {1} have no id; they are called by their places, the first {2}', unnamed.length, named(taskId), called);
  const path = [...at, 'acceptance_criteria', first];
  report.add('warning', 'criterion-without-id', message, { path, taskId, remedy: t('Write each as {"id": …, "text": …}.') });
  return criteria;
}

function readDependencies(task: RawTask, at: JsonPath, report: Report): readonly string[] {
  const given = readList(task.depends_on_tasks);
  if (typeof task.depends_on_tasks === 'string' && given.length > 0) {
    const message = t('{0} gives its dependencies as one text; it is read as the one task {1}', task.task_id, shown(task.depends_on_tasks));
    const path = [...at, 'depends_on_tasks'];
    report.add('warning', 'dependencies-as-text', message, { path, taskId: task.task_id, remedy: t('Write an array of task ids.') });
  }
  const repeated = twins(given);
  for (const [index, first] of repeated) {
    const path = (place: number) => [...at, 'depends_on_tasks', place];
    const message = t('{0} names the dependency {1} twice', task.task_id, shown(given[index]));
    const related = [{ path: path(first), message: t('the first of them') }];
    report.add('warning', 'duplicate-dependency', message, { path: path(index), taskId: task.task_id, remedy: t('Name it once.'), related });
  }
  return repeated.length === 0 ? given : [...new Set(given)];
}
