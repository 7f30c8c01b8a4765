import { t } from '../words';
import type { StatePatch } from './patch';
import type { StateEntry } from './taskState';

/** Times may be written over whatever they are: they are stamped anew. What people wrote may not. */
const STAMPED: readonly string[] = ['started_at', 'completed_at'];

/**
 * Why a patch must not be written: it would destroy what stands in the entry and could not be read, such as a list of
 * criteria that are numbers (RELIABILITY, G6). A sentence without a full stop; undefined when nothing is lost.
 */
export function wouldDestroy(entry: StateEntry | undefined, { set, remove = [] }: Pick<StatePatch, 'set' | 'remove'>): string | undefined {
  const lost = entry?.notUnderstood?.find((key) => !STAMPED.includes(key) && (Object.hasOwn(set, key) || remove.includes(key)));
  if (lost === undefined) return undefined;
  return lost.startsWith('acs_') ? t('its "{0}" in the state file is not a list of criterion ids, and would be lost', lost) : t('its "{0}" in the state file is not a text, and would be lost', lost);
}
