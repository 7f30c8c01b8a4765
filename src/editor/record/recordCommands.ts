import { abandon } from '../../core/operations/abandon';
import { acDone } from '../../core/operations/acDone';
import { acUndo } from '../../core/operations/acUndo';
import { block } from '../../core/operations/block';
import { complete } from '../../core/operations/complete';
import { note } from '../../core/operations/note';
import type { Operation } from '../../core/operations/operation';
import { isWithinReach } from '../../core/overlay/sourceText';
import { reopen } from '../../core/operations/reopen';
import { unblock } from '../../core/operations/unblock';
import { isOpen as isStillOpen } from '../../core/select/eligibility';
import type { TaskView } from '../../core/snapshot';
import { t } from '../../core/words';
import type { Command } from '../commands/command';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS, type CommandId } from '../ids';
import { whisper } from '../messages';
import { taskOfBranch } from '../status/statusBar';
import { backlogOf, viewIn } from '../tree/backlogOf';
import type { RecordCriteria } from '../tree/criterionTicks';
import { pickTask } from '../tree/pickTask';
import { plain } from '../tree/plain';
import { taskIdOf } from '../tree/taskIdOf';
import { askCriteria, askText, confirmed } from './ask';
import { createManifest } from './createManifest';
import { linkBranch } from './linkBranch';
import { recordChange, saidOf } from './recordChange';
import type { RecordServices } from './recordServices';
import { undoLastChange } from './undoLastChange';

type Input = Readonly<Record<string, unknown>>;

/** An operation of the table as a command: for which tasks it is possible, and what it asks a person. */
interface RecordRow {
  readonly id: CommandId;
  readonly operation: Operation;
  /** "Block which task?" */
  title(): string;
  isPossible(view: TaskView): boolean;
  /** The input beside the task; undefined when the person turned away. */
  ask(backlog: FolderBacklog, view: TaskView, argument: unknown): Promise<Input | undefined>;
}

const isRunning = (view: TaskView) => view.status === 'in-progress' && isWithinReach(view);
const isOpen = (view: TaskView) => isStillOpen(view) && isWithinReach(view);
const nothing = () => Promise.resolve({});

const ROWS: readonly RecordRow[] = [
  {
    id: COMMANDS.recordDone,
    operation: acDone,
    title: () => t('Record criteria of which task as done?'),
    // What is merged without a record is recorded afterwards.
    isPossible: (view) => (isRunning(view) || (view.status === 'pending' && view.merge !== undefined)) && view.doneCount < view.criteria.length,
    ask: (_, view, argument) => askCriteria(view, argument, false),
  },
  {
    id: COMMANDS.recordOpen,
    operation: acUndo,
    title: () => t('Record criteria of which task as open again?'),
    isPossible: (view) => isRunning(view) && view.doneCount > 0,
    ask: (_, view, argument) => askCriteria(view, argument, true),
  },
  {
    id: COMMANDS.addNote,
    operation: note,
    title: () => t('Add a note to which task?'),
    isPossible: ({ status }) => status !== 'unknown',
    ask: (_, view) => askText(note, 'text', view.task.id, { title: t('Note for {0}', plain(view.task.id, 80)), prompt: t('It is added with the date to what is noted already.') }),
  },
  {
    id: COMMANDS.blockTask,
    operation: block,
    title: () => t('Block which task?'),
    isPossible: isOpen,
    ask: (_, view) =>
      askText(block, 'reason', view.task.id, {
        title: t('Why can {0} not go on?', plain(view.task.id, 80)),
        prompt: t('One sentence. It is shown wherever the task is.'),
        value: view.entry?.blockedReason ?? '',
      }),
  },
  { id: COMMANDS.unblockTask, operation: unblock, title: () => t('Unblock which task?'), isPossible: ({ status }) => status === 'blocked', ask: nothing },
  {
    id: COMMANDS.completeTask,
    operation: complete,
    title: () => t('Complete which task?'),
    isPossible: (view) => isRunning(view) && view.doneCount === view.criteria.length,
    ask: nothing,
  },
  {
    id: COMMANDS.abandonTask,
    operation: abandon,
    title: () => t('Abandon which task?'),
    isPossible: isOpen,
    ask: (backlog, view) => confirmed(backlog, abandon, view, t('Abandon Task')),
  },
  {
    id: COMMANDS.reopenTask,
    operation: reopen,
    title: () => t('Reopen which task?'),
    isPossible: ({ status }) => status === 'completed' || status === 'abandoned',
    ask: nothing,
  },
];

/** What a person records of a task, one row each; and the undoing of it. */
export function recordCommands(services: RecordServices): readonly Command[] {
  return [
    ...ROWS.map((row): Command => ({ id: row.id, run: (argument) => record(services, row, argument) })),
    { id: COMMANDS.undoLastChange, run: (argument) => undoLastChange(backlogOf(services.backlogs, argument)) },
    { id: COMMANDS.linkBranch, run: (argument) => linkBranch(services, argument) },
    { id: COMMANDS.createManifest, run: (argument) => createManifest(services.backlogs, argument) },
  ];
}

/** Records what was ticked in the tree. */
export function recordTicks(services: RecordServices): RecordCriteria {
  return async ({ folder }, taskId, criteria, isDone) => {
    const backlog = backlogOf(services.backlogs, { folder: folder.uri.toString() }, taskId);
    const answer = await recordChange(backlog, isDone ? acDone : acUndo, { task: taskId, criteria });
    if (answer) whisperChange(saidOf(answer), backlog);
    return answer !== undefined;
  };
}

async function record(services: RecordServices, row: RecordRow, argument: unknown): Promise<void> {
  const given = taskIdOf(argument);
  const backlog = backlogOf(services.backlogs, argument, given);
  const taskId = given ?? (await taskFor(backlog, row));
  if (taskId === undefined) return;
  const view = viewIn(backlog, taskId);
  const input = await row.ask(backlog, view, argument);
  const answer = input && (await recordChange(backlog, row.operation, { task: taskId, ...input }));
  if (answer) whisperChange(saidOf(answer), backlog);
}

/** The task of the branch, if this can be done with it, or with no other: then the operation says why not. */
async function taskFor(backlog: FolderBacklog, { title, isPossible }: RecordRow): Promise<string | undefined> {
  const onBranch = taskOfBranch(backlog);
  const view = onBranch === undefined ? undefined : backlog.snapshot.byId.get(onBranch);
  if (view && (isPossible(view) || !backlog.snapshot.tasks.some(isPossible))) return view.task.id;
  return pickTask(backlog, { title: title(), filter: isPossible });
}

function whisperChange(text: string, { folder }: FolderBacklog): void {
  whisper(text, { title: t('Undo'), command: COMMANDS.undoLastChange, arguments: [{ folder: folder.uri.toString() }] });
}

