import * as path from 'node:path';
import { conflictText } from '../core/mergeState/conflictText';
import { DEFAULT_SETTINGS } from '../core/settings';
import { mergeFiles } from '../io/mergeFiles';
import { exitCodeOf } from './exitCode';
import { complain } from './output';

/** So many conflicts are listed; all of them are marked in the file. */
const MOST_TOLD = 20;

/**
 * `vtm merge-state BASE OURS THEIRS [PATH]`, by git's contract for merge drivers: the result takes the place of OURS.
 *
 * @returns the exit code: 0 merged; 1 merged, and what a person has to decide is marked in it; else OURS is as it was
 */
export async function mergeStateFiles(words: readonly string[], from: string): Promise<number> {
  const [base, ours, theirs] = words.slice(0, 3).map((word) => path.resolve(from, word));
  if (base === undefined || ours === undefined || theirs === undefined) {
    complain('usage: vtm merge-state BASE OURS THEIRS [PATH]');
    return 2;
  }
  const name = words.slice(3).join(' ') || path.basename(ours);
  try {
    const merged = await mergeFiles({ base, ours, theirs, maxBytes: DEFAULT_SETTINGS.maxFileBytes });
    if (!merged.ok) {
      const { code, message, remedy } = merged.error;
      complain(`${name}: ${code}: ${message}. ${remedy}`);
      // 1 would say that the file is merged.
      return Math.max(exitCodeOf(merged.error), 3);
    }
    const { conflicts } = merged.value;
    for (const conflict of conflicts.slice(0, MOST_TOLD)) complain(`${name}: ${conflictText(conflict)}`);
    if (conflicts.length > MOST_TOLD) complain(`${name}: and ${conflicts.length - MOST_TOLD} more`);
    return conflicts.length > 0 ? 1 : 0;
  } catch (error) {
    complain(`${name}: something unexpected happened (${error instanceof Error ? error.message : String(error)}); please report it`);
    return 3;
  }
}
