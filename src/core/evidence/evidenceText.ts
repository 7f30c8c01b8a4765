import { oneLine } from '../projections/treeText';
import type { CriterionEvidence } from './evidence';

/** Test files that are named one by one. */
const MOST_FILES = 3;

/**
 * What shows that a criterion holds, in one line: `evidenced by 3f2a1c9 feat(X): … · tests/x.spec.ts`. Empty for one that
 * is open and that no commit names.
 */
export function evidenceText({ state, commits, files }: CriterionEvidence): string {
  if (state === 'open') return '';
  if (state === 'claimed') return 'claimed, no commit names it';
  const [newest] = commits;
  const named = `${newest?.hash.slice(0, 7) ?? ''} ${oneLine(newest?.subject ?? '', 90)}${commits.length > 1 ? ` and ${commits.length - 1} more` : ''}`;
  const tests = [...files.slice(0, MOST_FILES).map((file) => oneLine(file, 80)), ...(files.length > MOST_FILES ? [`${files.length - MOST_FILES} more test files`] : [])];
  return [state === 'evidenced' ? `evidenced by ${named}` : `not recorded, though ${named} names it`, ...tests].join(' · ');
}
