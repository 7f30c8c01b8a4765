import type * as z from 'zod';
import { cycleText } from '../graph/order';
import { structureOf, type Structure } from '../graph/structure';
import type { JsonText } from '../json/read';
import { readJson } from '../json/read';
import { shown, type JsonPath, type Problem, type ProblemSeverity } from '../problem';
import { readDocumentRef, readLabel, readList, readRisk, readSize } from './readLoosely';
import { nearest } from '../nearest';
import { manifestSchema, taskSchema, type RawManifest, type RawTask } from './schema';
import type { Gap, Manifest } from './manifest';
import type { Criterion, DocumentKind, DocumentRef, Task } from './task';

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
  raws.forEach((raw, sourceIndex) => {
    const task = readTask(raw, sourceIndex, tasks.length, report);
    if (task) tasks.push(task);
  });
  const structure = structureOf(tasks);
  reportStructure(structure, tasks, report);
  return { manifest: readManifest(shape.data, tasks, structure), problems: report.problems };
}

function reportStructure(structure: Structure, tasks: readonly Task[], report: Report): void {
  for (const { id, indexes } of structure.duplicates) {
    const message = `The task id ${shown(id)} stands ${indexes.length} times in the manifest; only the first is shown`;
    for (const index of indexes) {
      report.add('error', 'duplicate-task', message, { path: ['tasks', index, 'task_id'], taskId: id, remedy: 'Give each task an id of its own.' });
    }
  }
  const ids = structure.unknownDependencies.length > 0 ? tasks.map((task) => task.id) : [];
  let before: { task?: Task; at: number } = { at: -1 };
  for (const { task, dependency } of structure.unknownDependencies) {
    const near = nearest(dependency, ids);
    // They come in the task's order; searching each from the start would take the square of their number.
    const at = task.dependsOn.indexOf(dependency, task === before.task ? before.at + 1 : 0);
    before = { task, at };
    report.add('error', 'unknown-dependency', `${task.id} depends on ${shown(dependency)}, which is no task of this manifest`, {
      path: ['tasks', task.sourceIndex, 'depends_on_tasks', at],
      taskId: task.id,
      remedy: near ? `Did you mean ${near}? Otherwise remove the dependency.` : 'Remove the dependency, or add the task.',
    });
  }
  for (const [task, other] of structure.clashes) {
    report.add('warning', 'branch-clash', `The ids ${shown(other.id)} and ${shown(task.id)} differ only in case or in the form of a letter, so their branches clash`, {
      path: ['tasks', task.sourceIndex, 'task_id'],
      taskId: task.id,
      remedy: 'Give one of them another id: once one is started, the other counts as started too.',
    });
  }
  for (const cycle of structure.cycles) {
    const task = tasks.find((candidate) => candidate.id === cycle[0]);
    report.add('error', 'dependency-cycle', `These tasks wait on each other: ${cycleText(cycle)}`, {
      path: ['tasks', task?.sourceIndex ?? 0, 'depends_on_tasks'],
      ...(task ? { taskId: task.id } : {}),
      remedy: 'Remove one of these dependencies.',
    });
  }
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

function readTask(raw: unknown, sourceIndex: number, index: number, report: Report): Task | undefined {
  const at: JsonPath = ['tasks', sourceIndex];
  const parsed = taskSchema.safeParse(raw);
  if (!parsed.success) {
    const id = typeof raw === 'object' && raw !== null ? (raw as { task_id?: unknown }).task_id : undefined;
    report.issues(parsed.error.issues, at, typeof id === 'string' ? id : undefined);
    return undefined;
  }
  // The schema only checks. Reading on from the file's own object lets zod's copy go at once.
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
    phase: readLabel(task.phase, 'Phase'),
    slice: readLabel(task.slice, 'Slice'),
    risk: riskOf(task, at, report),
    size: readSize(task.est),
    criteria: readCriteria(task, at, report),
    dependsOn: readDependencies(task, at, report),
    specs: readRefs(task.related_specs, 'spec'),
    adrs: readRefs(task.related_adrs, 'adr'),
    guides: readRefs(task.related_guides, 'guide'),
    tests: readRefs(task.test_verification, 'test'),
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

function readRefs(value: readonly string[] | string | null | undefined, kind: DocumentKind): readonly DocumentRef[] {
  return readList(value).map((text) => readDocumentRef(text, kind));
}

/** An unknown word is read on the strict side, so that no test duty is lost; an absent one is Medium. */
function riskOf(task: RawTask, at: JsonPath, report: Report): Task['risk'] {
  const risk = readRisk(task.risk);
  if (risk) return risk;
  const assumed = task.risk ? 'High' : 'Medium';
  const said = task.risk ? `has the unknown risk ${shown(task.risk)}` : 'has no risk';
  report.add('warning', 'unknown-risk', `${task.task_id} ${said}; it is read as ${assumed}`, {
    path: [...at, 'risk'],
    taskId: task.task_id,
    remedy: 'Write one of High, Medium, Low.',
  });
  return assumed;
}

/** What lacks an id is told once a task: a backlog that writes its criteria as texts would drown in warnings. */
function readCriteria(task: RawTask, at: JsonPath, report: Report): readonly Criterion[] {
  const taskId = task.task_id;
  const seen = new Set<string>();
  const unnamed: number[] = [];
  const criteria = (task.acceptance_criteria ?? []).map((raw, index) => {
    const given = typeof raw === 'string' ? { text: raw } : raw;
    const own = 'id' in given ? given.id?.trim() : undefined;
    const id = own || `AC${String(index + 1).padStart(2, '0')}`;
    if (!own) {
      unnamed.push(index);
    } else if (seen.has(id)) {
      const path = [...at, 'acceptance_criteria', index];
      const message = `${taskId} has the criterion ${shown(id)} twice`;
      report.add('warning', 'duplicate-criterion', message, { path, taskId, remedy: 'Give each criterion an id of its own.' });
    }
    seen.add(id);
    return { id, text: given.text?.trim() ?? '' };
  });
  const [first] = unnamed;
  if (first === undefined) return criteria;
  const called = criteria[first]?.id ?? '';
  const message =
    unnamed.length === 1
      ? `Criterion ${first + 1} of ${taskId} has no id; it is called ${called}`
      : `${unnamed.length} criteria of ${taskId} have no id; they are called by their places, the first ${called}`;
  const path = [...at, 'acceptance_criteria', first];
  report.add('warning', 'criterion-without-id', message, { path, taskId, remedy: 'Write each as {"id": …, "text": …}.' });
  return criteria;
}

function readDependencies(task: RawTask, at: JsonPath, report: Report): readonly string[] {
  const given = readList(task.depends_on_tasks);
  if (typeof task.depends_on_tasks === 'string' && given.length > 0) {
    const message = `${task.task_id} gives its dependencies as one text; it is read as the one task ${shown(task.depends_on_tasks)}`;
    const path = [...at, 'depends_on_tasks'];
    report.add('warning', 'dependencies-as-text', message, { path, taskId: task.task_id, remedy: 'Write an array of task ids.' });
  }
  if (given.length < 2) return given;
  const unique = [...new Set(given)];
  if (unique.length === given.length) return unique;
  const twice = given.find((id, index) => given.indexOf(id) !== index) ?? '';
  const message = `${task.task_id} names the dependency ${shown(twice)} twice`;
  const path = [...at, 'depends_on_tasks'];
  report.add('warning', 'duplicate-dependency', message, { path, taskId: task.task_id, remedy: 'Name it once.' });
  return unique;
}

/** Collects problems and places them. */
class Report {
  readonly problems: Problem[];

  constructor(
    private readonly json: JsonText,
    private readonly file: string,
  ) {
    this.problems = [...json.problems];
  }

  add(
    severity: ProblemSeverity,
    kind: string,
    message: string,
    more: { path: JsonPath; remedy: string; taskId?: string },
  ): void {
    this.problems.push({ severity, kind, message, file: this.file, position: this.json.locator.value(more.path), ...more });
  }

  issues(issues: readonly z.core.$ZodIssue[], at: JsonPath, taskId?: string): void {
    for (const issue of issues) {
      const path = [...at, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
      const what = path.length === 0 ? this.file : pathText(path);
      this.add('error', 'invalid-shape', `${what} ${issueText(issue)}`, {
        path,
        remedy: taskId ? `Until it is mended, ${taskId} is left out.` : 'Mend it; what can be read of the rest is shown.',
        ...(taskId ? { taskId } : {}),
      });
    }
  }
}

function pathText(path: JsonPath): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');
}

function issueText(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') return 'has a type that is not allowed here';
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
    return `must be ${issue.expected === 'object' ? 'an object {…}' : `of type ${issue.expected}`}`;
  }
  return issue.message;
}
