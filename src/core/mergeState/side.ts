import { fileLayoutOf, type FileLayout } from '../json/layout';
import { membersOf, skipSpace, type ObjectRange } from '../json/members';
import { readJson } from '../json/read';
import { isTame } from '../json/scan';
import { lastMember } from '../json/textEdit';
import { OrchestratorError } from '../orchestratorError';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import { t } from '../words';

/** The objects of a state file that hold entries by task id. */
export const SECTIONS = ['tasks', 'archived'] as const;

export type Section = (typeof SECTIONS)[number];

/** One of the texts that are merged: valid, and with what has to be known to look into it. */
export interface Side {
  /** With its byte order mark. */
  readonly text: string;
  readonly root: ObjectRange;
  /** Absent where the file has no such object. */
  readonly sections: ReadonlyMap<Section, ObjectRange>;
  readonly layout: FileLayout;
}

/** JSON texts by key: of a doubled key the last, which counts. */
export type Fields = ReadonlyMap<string, string>;

/**
 * Reads one side.
 *
 * @param name how it is called in a refusal: `ours`
 * @returns a refusal `BLOCKED::STATE-INVALID` where it is no state file
 */
export function readSide(text: string, name: string): Result<Side, Refusal> {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  // What is deeply nested, or broken, is looked at with more care; the rest is bounded by the scan below.
  const json = isTame(plain) && isJson(plain) ? undefined : readJson(plain, name);
  if (json?.ok === false) {
    const { message, position } = json.error;
    return err(unreadable(name, position ? t('line {0}, column {1}: {2}', position.line, position.column, message) : message));
  }
  try {
    return sideOf(text, name);
  } catch (error) {
    if (error instanceof OrchestratorError) return err(unreadable(name, error.message));
    throw error;
  }
}

function sideOf(text: string, name: string): Result<Side, Refusal> {
  const start = skipSpace(text, 0);
  if (text.charAt(start) !== '{') return err(unreadable(name, t('it is not an object')));
  const sections = new Map<Section, ObjectRange>();
  const root = membersOf(text, start, (key, at) => {
    const section = SECTIONS.find((one) => one === key);
    if (section === undefined) return undefined;
    // Of a doubled key the last counts, whatever it is.
    sections.delete(section);
    if (text.charAt(at) !== '{') return undefined;
    const range = membersOf(text, at);
    sections.set(section, range);
    return range.end;
  });
  const tasks = lastMember(root, 'tasks');
  if (tasks && !sections.has('tasks') && !text.startsWith('null', tasks.start)) return err(unreadable(name, t('its "tasks" is not an object of entries by task id')));
  return ok({ text, root, sections, layout: fileLayoutOf(text, root, tasks?.start ?? root.start) });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What an object holds, to the byte. */
export function fieldsOf(text: string, range: ObjectRange | undefined): Fields {
  return new Map(range?.members.map(({ key, start, end }) => [key, text.slice(start, end)]));
}

function unreadable(name: string, why: string): Refusal {
  return {
    code: 'BLOCKED::STATE-INVALID',
    message: t('The state file can\'t be merged: {0} can\'t be read ({1})', name, why),
    remedy: t('Mend that version of the file on its branch, then merge again.'),
  };
}
