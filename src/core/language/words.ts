import { evidenceOf } from '../evidence/evidence';
import { evidenceText } from '../evidence/evidenceText';
import { readRisk } from '../manifest/readLoosely';
import type { Risk } from '../manifest/task';
import { nearest } from '../nearest';
import { sourceSentence } from '../overlay/sourceText';
import { oneLine } from '../projections/treeText';
import { riskWords } from '../riskWords';
import { branchFor, type Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import { readStatus, STATUSES, type Status } from '../state/taskState';
import { transition } from '../state/transitions';
import { t } from '../words';
import type { Meaning } from './targets';

/** What a hover says, as plain text: the first line is its heading. */
export type HoverLines = readonly string[];

function unsaved(): string {
  return t('What is known of it is shown once the manifest is saved and can be read.');
}

const STATUS_WORDS: Readonly<Record<Status, () => string>> = {
  pending: () => t('Not begun. A task without an entry in the state file is pending too.'),
  'in-progress': () => t('Somebody works on it, on its own branch.'),
  blocked: () => t('It was begun or planned, and something stands in its way.'),
  completed: () => t('All its acceptance criteria are done. Tasks that depend on it can be started.'),
  abandoned: () => t('It is not done, and will not be. It never satisfies a dependency.'),
};

/** What a status word of the state file means, and where the task may go from there (DESIGN section 3, "Transitions"). */
export function statusLines(raw: string): HoverLines {
  const status = readStatus(raw);
  if (status === 'unknown') {
    return [t('“{0}” is no status that is known', oneLine(raw, 60)), t('Write one of {0}. Until then the task is not offered, and its entry is not changed.', STATUSES.join(', '))];
  }
  const next = STATUSES.filter((other) => transition(status, other).ok);
  return [status, STATUS_WORDS[status](), t('From here it goes to {0}.', next.join(', '))];
}

const RISK_WORDS: Readonly<Record<Risk, () => string>> = {
  High: () => t('Started before all others. It needs tests named in test_verification, and never runs beside another task.'),
  Medium: () => t('Started once no High risk task is waiting to be started.'),
  Low: () => t('Started last.'),
};

/** What a risk word of the manifest means (spec, step 8). */
export function riskLines(raw: string): HoverLines {
  const risk = readRisk(raw);
  if (!risk) return [t('“{0}” is no risk that is known', oneLine(raw, 60)), t('It is read as High. Write one of High, Medium, Low.')];
  return [riskWords(risk), RISK_WORDS[risk]()];
}

/** What is said of an id that no task of the saved manifest has. */
export function unknownTaskLines(id: string, isInText: boolean, snapshot: Snapshot): HoverLines {
  const name = oneLine(id, 80);
  if (isInText) return [name, unsaved()];
  const near = nearest(id, [...snapshot.byId.keys()]);
  return [t('{0} is no task of this manifest', name), near === undefined ? t('Mend the id, or add the task.') : t('Did you mean {0}?', oneLine(near, 80))];
}

/** What is said of a criterion. */
export function criterionLines({ taskId, criterion }: Extract<Meaning, { kind: 'criterion' }>, snapshot: Snapshot): HoverLines {
  const view = snapshot.byId.get(taskId);
  const known = view?.criteria.find(({ id }) => id === criterion.id);
  const where = view ? sourceSentence(view, snapshot) : '';
  const done = known ? (known.isDone ? t('Done ({0}).', where) : t('Not done yet ({0}).', where)) : unsaved();
  const evidence = view && snapshot.work ? evidenceOf(view, snapshot.work).find(({ criterionId }) => criterionId === criterion.id) : undefined;
  const evidenced = evidence ? evidenceText(evidence) : '';
  const of = view ? t('Criterion of {0}: {1} ({2} of {3} done)', oneLine(taskId, 80), oneLine(view.task.title, 200), view.doneCount, view.criteria.length) : t('Criterion of {0}', oneLine(taskId, 80));
  return [oneLine(criterion.id, 80), oneLine(criterion.text, 600) || t('It has no text.'), done, ...(evidenced === '' ? [] : [t('Evidence: {0}', evidenced)]), of];
}

/** What is said of a recorded criterion that the manifest does not have. */
export function unknownCriterionLines(id: string, taskId: string | undefined): HoverLines {
  return [taskId === undefined ? t('{0} is no criterion of this task', oneLine(id, 80)) : t('{0} is no criterion of {1}', oneLine(id, 80), oneLine(taskId, 80)), t('The manifest may have changed since it was recorded. It does not count as done work.')];
}

/** Tasks that wait on one, named as far as a person reads. */
export function dependentsLine(id: string, { byId }: Snapshot): string | undefined {
  const dependents = byId.get(id)?.dependents ?? [];
  if (dependents.length === 0) return undefined;
  const named = dependents.slice(0, 8).map((other) => oneLine(other, 80)).join(', ');
  return dependents.length > 8 ? t('{0}, and {1} more', named, dependents.length - 8) : named;
}

/** The branch of a task that is renamed, which keeps its name, and what is said of it. */
export interface BranchLeft {
  readonly branch: string;
  readonly notice: string;
}

/** The branch that a task leaves behind when it is renamed; undefined where it has none. */
export function branchLeft(id: string, to: string, snapshot: Snapshot, settings: Pick<Settings, 'branchPattern'>): BranchLeft | undefined {
  const branch = snapshot.byId.get(id)?.branch;
  if (branch === undefined) return undefined;
  const wanted = oneLine(branchFor(to, settings), 80);
  return { branch, notice: t('The branch {0} keeps its name. {1} is looked for on {2}, until the branch is linked to it.', oneLine(branch, 80), oneLine(to, 80), wanted) };
}
