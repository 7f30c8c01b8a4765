import { oneLine } from '../delegate/plainText';
import type { Refusal } from '../ports';
import type { Finding } from '../rules/rule';
import { t } from '../words';
import { findingText } from './warnings';

/** What is known where nobody has buttons: the base branches, and the worktree that is on the task's branch. */
interface Told {
  readonly baseBranches: readonly string[];
  readonly worktree: string | undefined;
}

/** Why nothing is started: every gate that blocks, the first as the headline, each with its remedy. */
export function blockedRefusal(findings: readonly Finding[], told: Told): Refusal {
  const [first, ...others] = findings.filter(({ effect }) => effect === 'block');
  if (!first) return { code: 'BLOCKED', message: t('Nothing was started'), remedy: t('Look at the gates with check.') };
  const lines = others.map((one) => `${findingText(one)}. ${remedyOf(one, told)}`);
  return { code: oneLine(first.fullCode), message: oneLine(first.message), remedy: [remedyOf(first, told), ...lines].join('\n') };
}

/** What whoever has no buttons does about a gate; `worktree` is the folder of the one that is on the task's branch. */
function remedyOf({ remedy, actions = [] }: Finding, { baseBranches, worktree }: Told): string {
  const resume = actions.find(({ id }) => id === 'resume-branch');
  if (resume?.id !== 'resume-branch') return oneLine(remedy);
  const branch = oneLine(resume.branch);
  if (actions.some(({ id }) => id === 'switch-to-base')) {
    return `To go on with ${oneLine(resume.taskId)}, do not start it again: read it with task and resume. For another task: ${oneLine(remedy)}`;
  }
  // git lets a branch be checked out in one working tree only.
  return worktree !== undefined
    ? `To resume it, work in the worktree ${oneLine(worktree)}, where its branch is checked out; or choose another with next.`
    : `To resume it, switch to ${branch} with a clean working tree, and read it with task; or choose another with next. A new start leaves from ${baseBranches.map(oneLine).join(' or ')}.`;
}

/** What a start that failed or was cancelled left behind. */
export function standingText(standing: readonly string[]): string {
  if (standing.length === 0) return 'Everything is as it was before.';
  return `These steps stand and could not be taken back: ${standing.map(oneLine).join('; ')}. Tell the person.`;
}
