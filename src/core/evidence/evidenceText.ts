import { oneLine } from '../projections/treeText';
import { t } from '../words';
import type { CriterionEvidence } from './evidence';

/** Test files that are named one by one. */
const MOST_FILES = 3;

/**
 * What shows that a criterion holds, in one line: `evidenced by 3f2a1c9 feat(X): … · tests/x.spec.ts`. Empty for one that
 * is open and that no commit names.
 */
export function evidenceText({ state, commits, files }: CriterionEvidence): string {
  if (state === 'open') return '';
  if (state === 'claimed') return t('claimed, no commit names it');
  const [newest] = commits;
  const first = `${newest?.hash.slice(0, 7) ?? ''} ${oneLine(newest?.subject ?? '', 90)}`;
  const named = commits.length > 1 ? t('{0} and {1} more', first, commits.length - 1) : first;
  const tests = [...files.slice(0, MOST_FILES).map((file) => oneLine(file, 80)), ...(files.length > MOST_FILES ? [t('{0} more test files', files.length - MOST_FILES)] : [])];
  return [state === 'evidenced' ? t('evidenced by {0}', named) : t('not recorded, though {0} names it', named), ...tests].join(' · ');
}
