import { cut } from '../../core/cut';
import type { Refusal } from '../../core/ports';
import { err, ok, type Result } from '../../core/result';
import { oneLine } from '../../core/delegate/plainText';
import type { Backlog } from '../backlog';

/** The backlogs of the window, as far as the choice needs them. */
interface Choice<Of extends Pick<Backlog, 'folder' | 'snapshot'>> {
  readonly all: readonly Of[];
  readonly active: Of | undefined;
}

/**
 * The backlog that a call means: the one that has the task; without a task, or with one that none has, the active one.
 * Several folders with the same id are refused: a record in the wrong one would look right.
 */
export function chooseBacklog<Of extends Pick<Backlog, 'folder' | 'snapshot'>>(
  { all, active }: Choice<Of>,
  taskId: string | undefined,
): Result<Of, Refusal> {
  const id = taskId?.trim();
  const holders = id === undefined ? [] : all.filter(({ snapshot }) => snapshot.byId.has(id));
  const [holder, another] = holders;
  if (holder && another) {
    const names = holders.map(({ folder }) => oneLine(folder.name)).join(', ');
    return err({
      code: `AMBIGUOUS-TASK::${cut(oneLine(id ?? ''), 80)}`,
      message: `Several folders of this window have this task (${names}), so nothing was done`,
      remedy: 'Ask the person to open the folder that is meant in a window of its own.',
    });
  }
  const found = holder ?? active;
  return found ? ok(found) : err(NO_BACKLOG);
}

const NO_BACKLOG: Refusal = {
  code: 'NO-BACKLOG',
  message: 'No folder is open in this window',
  remedy: 'Ask the person to open the folder of the project.',
};
