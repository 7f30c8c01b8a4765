import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import type { Refusal } from '../ports';
import type { TaskView } from '../snapshot';
import { statusName } from '../statusName';
import { t } from '../words';

/** Why nothing is recorded for a task that nobody works on, and the way there. */
export function notInProgress(view: TaskView): Refusal {
  const id = oneLine(view.task.id);
  return { code: `NOT-IN-PROGRESS::${id}`, message: t('{0} is {1}, not in progress, so nothing was recorded', id, statusWord(view)), remedy: wayOn(view) };
}

/** Why a task's status was not changed; `why` is a sentence without a full stop. */
export function wrongStatus(view: TaskView, why: string): Refusal {
  const id = oneLine(view.task.id);
  return { code: `WRONG-STATUS::${id}`, message: t('{0} was not changed: {1}', id, why), remedy: wayOn(view) };
}

/** `in progress`, or the file's own word in quotes where we do not know it. */
function statusWord({ status, entry }: TaskView): string {
  return status === 'unknown' ? `"${cut(oneLine(entry?.rawStatus ?? ''), 80)}"` : status === 'in-progress' ? t('in progress') : statusName(status);
}

function wayOn({ status, branch, entry, work }: TaskView): string {
  switch (status) {
    case 'pending':
      if (work?.isHere) return t('Start it first: its branch is checked out, and the start claims it there.');
      return branch === undefined ? t('Start it first.') : t('Its branch {0} is there: switch to that branch, where its record is, or start it there.', oneLine(branch));
    case 'in-progress':
      return t('Look at it with task.');
    case 'blocked':
      return entry?.startedAt === undefined ? t('Unblock it first, once its reason is gone, then start it.') : t('Unblock it first, once its reason is gone.');
    case 'completed':
      return t('Reopen it first, if it is not finished after all.');
    case 'abandoned':
      return t('Reopen it first, if it is to be done after all.');
    case 'unknown':
      return t('A person must write a known status into the state file first.');
  }
}
