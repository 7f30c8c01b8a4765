import { branchNameFault } from '../branches';
import { oneLine } from '../projections/treeText';
import { err, ok, type Result } from '../result';
import { branchFor, type Settings } from '../settings';
import { t } from '../words';
import type { CriterionPart } from './body';
import type { FileKind } from './parts';
import { criteriaOf, referencesTo, type BothFiles, type Meaning } from './targets';

/** A change of one text: what stands from `start` to `end` becomes `text`. Offsets are those of the text before. */
export interface RenameEdit {
  readonly file: FileKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Part of the ids of criteria that begin with the task's id: a person may want to look at these. */
  readonly isOfCriterion: boolean;
}

type Renaming = Result<readonly RenameEdit[], string>;

/** Why a thing can't be renamed, whatever its new name, as a sentence. */
export function whyNotRenamed(meaning: Meaning | undefined, files: BothFiles): string | undefined {
  const { manifest, state } = files;
  if (!meaning) return t('Only ids of tasks and of acceptance criteria can be renamed here.');
  if (!manifest || !isValid(manifest.text)) return t('The manifest is not valid JSON just now. Mend it first, so that no place is left out.');
  if (state && !isValid(state.text)) return t('The state file is not valid JSON just now. Mend it first, so that no place is left out.');
  const taskId = meaning.kind === 'task' ? meaning.id : meaning.taskId;
  const times = manifest.partsOf(taskId).length;
  if (times === 0) return t('{0} is no task of the manifest.', oneLine(taskId, 80));
  if (times > 1) return t('The id {0} stands {1} times in the manifest. Give each task an id of its own first.', oneLine(taskId, 80), times);
  if (meaning.kind === 'criterion' && !meaning.criterion.token) return t('This criterion has no id of its own. Write it as {"id": …, "text": …} first.');
  return undefined;
}

/** The edits that rename a task or a criterion over both files, or why it is refused, as a sentence. */
export function renamed(meaning: Meaning | undefined, to: string, files: BothFiles, settings: Pick<Settings, 'branchPattern'>): Renaming {
  const fault = whyNotRenamed(meaning, files);
  if (!meaning || fault !== undefined) return err(fault ?? '');
  return meaning.kind === 'task' ? renamedTask(meaning.id, to, files, settings) : renamedCriterion(meaning.taskId, meaning.criterion, to, files);
}

function renamedTask(id: string, to: string, files: BothFiles, settings: Pick<Settings, 'branchPattern'>): Renaming {
  if (to === id) return ok([]);
  const shown = oneLine(to, 80);
  const fault = branchNameFault(branchFor(to, settings));
  if (to === '' || fault !== undefined) return err(t('{0} can’t be a task’s id, because its branch can’t be called so: {1}.', shown || t('An empty text'), fault ?? t('it is empty')));
  const clash = files.manifest?.parts.find((part) => part.id && part.id.value !== id && folded(part.id.value) === folded(to))?.id?.value;
  if (clash === to) return err(t('{0} is another task of the manifest already.', shown));
  if (clash !== undefined) return err(t('{0} and {1} differ only in case, so their branches would clash.', shown, oneLine(clash, 80)));
  if (files.state?.partsOf(to).length) return err(t('The state file holds an entry for {0} already. Rename or remove it first.', shown));
  const own = referencesTo({ kind: 'task', id }, files).map(({ file, start, end }) => edit(file, start, end, to));
  return ok([...own, ...criteriaAfter(id, to, files)]);
}

/** Ids of criteria begin with the id of their task in some backlogs: then they go along, wherever they are recorded. */
function criteriaAfter(id: string, to: string, files: BothFiles): RenameEdit[] {
  const part = files.manifest?.partsOf(id)[0];
  const criteria = part === undefined ? [] : (files.manifest?.body(part).criteria ?? []);
  return criteria.flatMap((criterion) => {
    if (!beginsWith(criterion.id, id)) return [];
    return referencesTo({ kind: 'criterion', taskId: id, criterion }, files).flatMap(({ file, start, end, found }) => {
      const value = found?.token.value.trim() ?? '';
      return beginsWith(value, id) ? [{ ...edit(file, start, end, to + value.slice(id.length)), isOfCriterion: true }] : [];
    });
  });
}

function renamedCriterion(taskId: string, criterion: CriterionPart, to: string, files: BothFiles): Renaming {
  const name = to.trim();
  if (name === criterion.id) return ok([]);
  if (name === '') return err(t('A criterion’s id must not be empty.'));
  const other = criteriaOf(taskId, files)(name);
  if (other && other.id !== criterion.id) return err(t('{0} has the criterion {1} already.', oneLine(taskId, 80), oneLine(other.id, 80)));
  const references = referencesTo({ kind: 'criterion', taskId, criterion }, files);
  return ok(references.flatMap(({ file, start, end, found }) => (found ? [edit(file, start, end, name)] : [])));
}

function edit(file: FileKind, start: number, end: number, name: string): RenameEdit {
  return { file, start, end, text: JSON.stringify(name), isOfCriterion: false };
}

function beginsWith(criterion: string, id: string): boolean {
  return criterion.toLowerCase().startsWith(id.toLowerCase()) && !/^[\p{L}\p{N}]/u.test(criterion.slice(id.length));
}

function folded(id: string): string {
  return id.normalize('NFC').toLowerCase();
}

function isValid(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\ufeff/, ''));
    return true;
  } catch {
    return false;
  }
}
