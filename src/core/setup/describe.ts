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
  return SETUP_PARTS.map(({ id, label, detail, isDefault }) => {
    const isSecond = id === 'claude-agents' && hasThemAtGithub && filesOf(id).every(({ kind }) => kind === 'new');
    return { id, label, detail, description: standing(filesOf(id)), isPicked: isDefault && !isSecond };
  });
}

function standing(files: readonly PlannedFile[]): string {
  const count = (kind: PlannedFile['kind']) => files.filter((file) => file.kind === kind).length;
  if (count('unchanged') === files.length) return 'in place';
  const parts = [
    [count('new'), 'new'],
    [count('merged'), 'to be merged'],
    [count('unchanged'), 'in place'],
    [count('kept'), 'kept as yours'],
    [count('conflict'), 'left, in conflict'],
  ] as const;
  const said = parts.filter(([number]) => number > 0);
  return said.length === 1 && files.length === 1 ? (said[0]?.[1] ?? '') : said.map(([number, words]) => `${number} ${words}`).join(', ');
}

const WORDS: Readonly<Record<PlannedFile['kind'], string>> = {
  new: 'new',
  merged: 'merged: our entry is added',
  unchanged: 'in place',
  kept: 'kept',
  conflict: 'conflict, left as it is',
};

/** How a planned file is told, in a few words. */
export function kindWords({ kind }: PlannedFile): string {
  return WORDS[kind];
}

/** What is told when there is nothing to write. */
export function nothingToWrite(plan: readonly PlannedFile[]): string {
  const left = plan.filter(({ kind }) => kind === 'kept' || kind === 'conflict');
  if (left.length === 0) return 'Everything is in place already; nothing was written.';
  const named = left.slice(0, 3).map(({ path, why }) => `${path} (${why ?? ''})`).join('; ');
  return `There is nothing to write. Left as they are: ${named}${left.length > 3 ? `; and ${left.length - 3} more` : ''}.`;
}

/** What is told after files were written. */
export function writtenText(plan: readonly PlannedFile[]): string {
  const count = filesToWrite(plan).length;
  const left = plan.filter(({ kind }) => kind === 'kept' || kind === 'conflict').length;
  const rest = left === 0 ? '' : ` ${left} ${left === 1 ? 'was' : 'were'} left as ${left === 1 ? 'it is' : 'they are'}.`;
  return `The agents are set up: ${count} ${count === 1 ? 'file was' : 'files were'} written.${rest} Commit or ignore the files before the next start.`;
}
