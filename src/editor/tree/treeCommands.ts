import * as vscode from 'vscode';
import type { DocumentKind } from '../../core/manifest/task';
import { GROUPINGS, type Grouping } from '../../core/projections/tree';
import { EMPTY_FILTER } from '../../core/projections/treeFilter';
import type { TaskView } from '../../core/snapshot';
import { t } from '../../core/words';
import type { Backlog, Backlogs } from '../backlog';
import type { Command } from '../commands/command';
import { COMMANDS } from '../ids';
import { loadWhenUsed } from '../loadWhenUsed';
import { whisper } from '../messages';
import { askFilter } from './askFilter';
import { DOCUMENT_WORDS, openDocument, referencesOf } from './openDocument';
import { openProblem, openTask } from './openPlace';
import { pickTask } from './pickTask';
import { plain } from './plain';
import { backlogOf, viewIn } from './backlogOf';
import { elementOf, taskIdOf } from './taskIdOf';
import type { TreeChoices } from './tasksTree';

/** What the commands of the tree act on. */
interface TreeServices {
  readonly backlogs: Backlogs;
  readonly tree: {
    readonly choices: TreeChoices;
    choose(change: Partial<TreeChoices>): Promise<void>;
    reveal(backlog: Backlog, taskId: string): Promise<void>;
    toggleSelected(): Promise<void>;
  };
}

/** The commands of the tree, one row each. Without an argument, as from the palette, they ask for the task. */
export function treeCommands(services: TreeServices): readonly Command[] {
  const { backlogs, tree } = services;
  const document = (kind: DocumentKind) => (argument: unknown) =>
    withTask(services, argument, DOCUMENT_WORDS[kind].ofWhich(), {
      filter: (view) => referencesOf(view, kind).length > 0,
      run: (backlog, view) => openDocument(backlog, view, kind),
    });
  const relatives = (side: 'dependencies' | 'dependents') => (argument: unknown) =>
    withTask(services, argument, side === 'dependencies' ? t('Show the dependencies of which task?') : t('Show the dependents of which task?'), {
      run: (backlog, view) => revealRelative(services, backlog, view, side),
    });
  return [
    { id: COMMANDS.filterTasks, run: () => filterTasks(services) },
    { id: COMMANDS.clearFilter, run: () => tree.choose({ filter: EMPTY_FILTER }) },
    { id: COMMANDS.toggleCriterion, run: () => tree.toggleSelected() },
    { id: COMMANDS.groupBy, run: (argument) => groupBy(services, argument) },
    {
      id: COMMANDS.revealTask,
      run: (argument) =>
        withTask(services, argument, t('Show which task?'), { run: (backlog, { task }) => tree.reveal(backlog, task.id) }),
    },
    {
      id: COMMANDS.openTask,
      run: (argument) =>
        withTask(services, argument, t('Open which task in the manifest?'), {
          run: (backlog, view) => openTask(backlog, view, criterionOf(argument)),
        }),
    },
    { id: COMMANDS.openSpec, run: document('spec') },
    { id: COMMANDS.openAdr, run: document('adr') },
    { id: COMMANDS.openGuide, run: document('guide') },
    { id: COMMANDS.openTest, run: document('test') },
    {
      id: COMMANDS.copyTaskId,
      run: (argument) => withTask(services, argument, t('Copy the id of which task?'), { run: (_, view) => copyId(view) }),
    },
    { id: COMMANDS.showDependencies, run: relatives('dependencies') },
    { id: COMMANDS.showDependents, run: relatives('dependents') },
    {
      id: COMMANDS.explainTask,
      run: (argument) => withTask(services, argument, t('Explain which task?'), { run: async (backlog, view) => (await loadWhenUsed()).showExplanation(backlog, view) }),
    },
    { id: COMMANDS.openProblem, run: (argument) => openProblem(backlogOf(backlogs, argument), argument) },
  ];
}

/** Runs an action on the task that the argument means, or that is chosen from a list. */
async function withTask(
  { backlogs }: TreeServices,
  argument: unknown,
  title: string,
  action: { filter?(view: TaskView): boolean; run(backlog: Backlog, view: TaskView): unknown },
): Promise<void> {
  const given = taskIdOf(argument);
  const backlog = backlogOf(backlogs, argument, given);
  const taskId = given ?? (await pickTask(backlog, { title, ...(action.filter ? { filter: action.filter } : {}) }));
  if (taskId === undefined) return;
  await action.run(backlog, viewIn(backlog, taskId));
}

function criterionOf(argument: unknown): number | undefined {
  const node = elementOf(argument)?.node;
  return node?.kind === 'criterion' ? node.index : undefined;
}

async function revealRelative(
  { tree }: TreeServices,
  backlog: Backlog,
  view: TaskView,
  side: 'dependencies' | 'dependents',
): Promise<void> {
  const taskId = await (await loadWhenUsed()).showRelatives(backlog, view, side);
  if (taskId !== undefined) await tree.reveal(backlog, taskId);
}

async function copyId({ task }: TaskView): Promise<void> {
  await vscode.env.clipboard.writeText(task.id);
  whisper(t('{0} is in the clipboard', plain(task.id, 80)));
}

async function filterTasks({ backlogs, tree }: TreeServices): Promise<void> {
  const filter = await askFilter(backlogs.all, tree.choices.filter);
  if (filter) await tree.choose({ filter });
}

const GROUPING_WORDS: Readonly<Record<Grouping, () => { label: string; description: string }>> = {
  phase: () => ({ label: t('Phase and Slice'), description: t('as the roadmap goes') }),
  status: () => ({ label: t('Status'), description: t('what is under way, what can be started, what waits') }),
  risk: () => ({ label: t('Risk'), description: t('High before Medium before Low') }),
  capability: () => ({ label: t('Capability'), description: t('what the tasks build') }),
};

/** The grouping may be given; else it is asked for. */
async function groupBy({ tree }: TreeServices, argument: unknown): Promise<void> {
  const given = GROUPINGS.find((grouping) => grouping === argument);
  const rows = GROUPINGS.map((grouping) => ({
    ...GROUPING_WORDS[grouping](),
    iconPath: new vscode.ThemeIcon(grouping === tree.choices.grouping ? 'check' : 'blank'),
    grouping,
  }));
  const choice = given ?? (await vscode.window.showQuickPick(rows, { title: t('Group Tasks By') }))?.grouping;
  if (choice) await tree.choose({ grouping: choice });
}
