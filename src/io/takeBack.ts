import { cut } from '../core/cut';
import { oneLine } from '../core/delegate/plainText';
import { appliedAll, trimmed } from '../core/json/textEdit';
import type { Refusal } from '../core/ports';
import { err, ok, type Result } from '../core/result';
import type { PatchedText } from '../core/state/edit';
import { entryTextOf, withEntryText } from '../core/state/entryText';
import { t } from '../core/words';
import { hashOf, type JournalRecord } from './undoJournal';

/** What a journal has to hold so that this change can be taken back. */
export function undoOf(
  before: { readonly text: string; readonly bytes: Buffer } | undefined,
  after: { readonly text: string; readonly bytes: Buffer },
  { edits, entry }: Pick<PatchedText, 'edits'> & Partial<Pick<PatchedText, 'entry'>>,
): NonNullable<JournalRecord['undo']> {
  let moved = 0;
  const splices = edits.map((edit): [number, number, string] => {
    const { start, end, text } = before ? trimmed(before.text, edit) : edit;
    const at = start + moved;
    moved += text.length - (end - start);
    return [at, text.length, before?.text.slice(start, end) ?? ''];
  });
  return {
    before: before ? hashOf(before.bytes) : null,
    after: hashOf(after.bytes),
    splices,
    ...(entry ? { entry: { before: entry.before ?? null, after: hashOf(entry.after) } } : {}),
  };
}

/**
 * What the file holds once a change is taken back: to the byte what it found where the file is as the change left it,
 * else only its task's entry, where that is as the change left it. `undefined`: the change made the file, so it goes.
 */
export function takenBack(file: { readonly text: string; readonly bytes: Buffer } | undefined, record: JournalRecord): Result<string | undefined, Refusal> {
  const { undo, taskId } = record;
  if (!undo) return err(refused(record, t('the change was too large to be remembered')));
  if (!file) return err(refused(record, t('the state file is gone')));
  if (hashOf(file.bytes) === undo.after) {
    if (undo.before === null) return ok(undefined);
    const text = appliedAll(file.text, undo.splices.map(([at, length, old]) => ({ start: at, end: at + length, text: old })));
    return hashOf(text) === undo.before ? ok(text) : err(refused(record, t('the record of the change is damaged')));
  }
  if (!undo.entry) return err(refused(record, t('the state file was changed since, and this change is of many tasks, so it is taken back only as a whole')));
  const now = entryTextOf(file.text, taskId);
  if (now === undefined) return err(refused(record, t('the state file has no entry for {0} any more', oneLine(taskId))));
  if (hashOf(now) !== undo.entry.after) return err(refused(record, t('the entry of {0} was changed since, or another branch is checked out', oneLine(taskId))));
  return ok(withEntryText(file.text, taskId, undo.entry.before ?? undefined));
}

/** Whether the task's entry, or the whole file, is again what it was before the change, by git or by hand. */
export function isGoneAnyway(text: string | undefined, { undo, taskId }: JournalRecord): boolean {
  if (!undo) return false;
  if (!undo.entry) return (text === undefined ? null : hashOf(text)) === undo.before;
  const now = text === undefined ? undefined : entryTextOf(text, taskId);
  const isAsBefore = (now ?? null) === undo.entry.before;
  return isAsBefore && (now === undefined || hashOf(now) !== undo.entry.after);
}

function refused({ what }: JournalRecord, why: string): Refusal {
  return {
    code: 'UNDO-REFUSED',
    message: t('"{0}" was not undone: {1}', cut(oneLine(what), 200), why),
    remedy: t('Look at what the state file holds now, and record what shall be so.'),
  };
}
