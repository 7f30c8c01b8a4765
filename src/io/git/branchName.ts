import { branchNameFault } from '../../core/branches';
import type { Refusal } from '../../core/ports';
import { err, ok, type Result } from '../../core/result';
import { branchNameFound } from '../../core/rules/taskFindings';
import { t } from '../../core/words';
import type { RunGit } from './gitProcess';
import { refusedByGit } from './words';

/**
 * Whether a name made from a task's id may become a branch: our allow-list first, so that nothing that
 * looks like an option or a revision reaches git, then git's own rules (RELIABILITY, Security).
 */
export async function checkBranchName(run: RunGit, name: string): Promise<Result<string, Refusal>> {
  const listed = allowedName(name);
  if (!listed.ok) return listed;
  const asked = await run('read', ['check-ref-format', '--branch', name]);
  if (asked.failure) return err(refusedByGit(t('to check the branch\'s name'), asked));
  return asked.exitCode === 0 && asked.stdout.trim() === name ? ok(name) : err(refusedName(name, t('git does not take it for a branch')));
}

/** The allow-list alone: no process runs. */
export function allowedName(name: string): Result<string, Refusal> {
  const fault = branchNameFault(name);
  return fault === undefined ? ok(name) : err(refusedName(name, fault));
}

function refusedName(name: string, reason: string): Refusal {
  const { message, remedy } = branchNameFound(name, reason);
  return { code: 'BLOCKED::BRANCH-NAME', message, remedy };
}
