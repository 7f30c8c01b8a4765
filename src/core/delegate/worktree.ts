import type { Settings } from '../settings';
import type { TaskView } from '../snapshot';
import { fenced } from './fence';
import { code, oneLine } from './plainText';

/** A task that another agent works on at the same time. */
export interface Sibling {
  readonly id: string;
  readonly title: string;
}

interface WorktreeInput {
  readonly view: TaskView;
  readonly siblings?: readonly Sibling[];
  readonly settings: Pick<Settings, 'worktreeLinks'>;
  readonly boundary: string;
}

/** The texts of the section below that stand in fences. */
export function worktreeTexts({ view, siblings }: Pick<WorktreeInput, 'view' | 'siblings'>): readonly string[] {
  return siblings ? [siblingLines(siblings), scopeLines(view)] : [];
}

/** What an agent must know that works in a worktree of its own, beside others; nothing for one that does not. */
export function worktreeSections(input: WorktreeInput): readonly string[] {
  const { view, siblings, settings, boundary } = input;
  if (!siblings) return [];
  const links = settings.worktreeLinks.map(code).join(', ');
  const scope = scopeLines(view);
  return [
    `## You work in a worktree of your own

- The folder you were started in is a git worktree that was made for this task alone. Work only in it: never change files in another working tree of this repository, and never switch branches here or there.
- Run every command in this folder, \`vtm\` too: it records this task here. The records of other tasks are not yours.${links === '' ? '' : `\n- ${links} may be links into the main working tree, which others use at the same time: change nothing in what is a link, and install nothing into it.`}`,
    siblings.length === 0
      ? 'No other agent was started with you.'
      : `Other agents work at the same time, each in a worktree of its own, on these tasks. Leave their work to them:\n\n${fenced(siblingLines(siblings), boundary)}`,
    scope === ''
      ? 'This task declares no scope of files. Change only what its criteria need.'
      : `**Stay inside the files of this task's scope** (its tests count as in it). Where a criterion can't be met without another file, change as little there as you can and name it in your report, since another agent may be changing it too:\n\n${fenced(scope, boundary)}`,
  ];
}

function siblingLines(siblings: readonly Sibling[]): string {
  return siblings.map(({ id, title }) => `- ${oneLine(id)}: ${oneLine(title)}`).join('\n');
}

function scopeLines({ task: { fileScope = [] } }: TaskView): string {
  return fileScope.map((pattern) => `- ${oneLine(pattern)}`).join('\n');
}
