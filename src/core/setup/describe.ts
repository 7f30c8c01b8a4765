import { counted, t } from '../words';
import { filesToWrite, SETUP_PARTS, type PlannedFile, type SetupPartId } from './plan';

/** One row of the list of parts to pick from. */
export interface PartRow {
  readonly id: SetupPartId;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly isPicked: boolean;
}

/** The parts with how each stands. What is in place stays picked, so that a second set-up says so. */
export function partRows(plan: readonly PlannedFile[]): readonly PartRow[] {
  const filesOf = (id: SetupPartId) => plan.filter(({ part }) => part === id);
  // Who has the agents in GitHub's folder would get each a second time.
  const hasThemAtGithub = filesOf('github-agents').every(({ kind }) => kind === 'unchanged' || kind === 'kept');
  return SETUP_PARTS.map(({ id, said, isDefault }) => {
    const isSecond = id === 'claude-agents' && hasThemAtGithub && filesOf(id).every(({ kind }) => kind === 'new');
    const [label = '', detail = ''] = said();
    return { id, label, detail, description: standing(filesOf(id)), isPicked: isDefault && !isSecond };
  });
}

function standing(files: readonly PlannedFile[]): string {
  const count = (kind: PlannedFile['kind']) => files.filter((file) => file.kind === kind).length;
  if (count('unchanged') === files.length) return t('in place');
  const parts = [
    [count('new'), t('new'), t('{0} new', count('new'))],
    [count('merged'), t('to be merged'), t('{0} to be merged', count('merged'))],
    [count('unchanged'), t('in place'), t('{0} in place', count('unchanged'))],
    [count('kept'), t('kept as yours'), t('{0} kept as yours', count('kept'))],
    [count('conflict'), t('left, in conflict'), t('{0} left, in conflict', count('conflict'))],
  ] as const;
  const said = parts.filter(([number]) => number > 0);
  return files.length === 1 ? (said[0]?.[1] ?? '') : said.map(([, , words]) => words).join(', ');
}

/** How a planned file is told, in a few words. */
export function kindWords({ kind }: PlannedFile): string {
  switch (kind) {
    case 'new':
      return t('new');
    case 'merged':
      return t('merged: our entry is added');
    case 'unchanged':
      return t('in place');
    case 'kept':
      return t('kept');
    case 'conflict':
      return t('conflict, left as it is');
  }
}

/** What is told when there is nothing to write. */
export function nothingToWrite(plan: readonly PlannedFile[]): string {
  const left = plan.filter(({ kind }) => kind === 'kept' || kind === 'conflict');
  if (left.length === 0) return t('Everything is in place already; nothing was written.');
  const named = left.slice(0, 3).map(({ path, why }) => `${path} (${why ?? ''})`).join('; ');
  return left.length > 3 ? t('There is nothing to write. Left as they are: {0}; and {1} more.', named, left.length - 3) : t('There is nothing to write. Left as they are: {0}.', named);
}

/** What is told after files were written. */
export function writtenText(plan: readonly PlannedFile[]): string {
  const count = filesToWrite(plan).length;
  const left = plan.filter(({ kind }) => kind === 'kept' || kind === 'conflict').length;
  return [
    counted(count, 'The agents are set up: {0} file was written.', 'The agents are set up: {0} files were written.'),
    ...(left === 0 ? [] : [counted(left, '{0} was left as it is.', '{0} were left as they are.')]),
    t('Commit or ignore the files before the next start.'),
  ].join(' ');
}
