import { branchNameFault } from '../../core/branches';
import type { Refusal } from '../../core/ports';
import { err, ok, type Result } from '../../core/result';
import { branchNameFound } from '../../core/rules/taskFindings';
import { t } from '../../core/words';
import type { RunGit } from './gitProcess';
import { refusedByGit } from './words';

/** Names that git took: its rules know the name alone, and one start asks three times. */
const taken = new Set<string>();

/**
 * Whether a name made from a task's id may become a branch: our allow-list first, so that nothing that
 * looks like an option or a revision reaches git, then git's own rules (RELIABILITY, Security).
 */
export async function checkBranchName(run: RunGit, name: string): Promise<Result<string, Refusal>> {
  const listed = allowedName(name);
  if (!listed.ok) return listed;
  if (taken.has(name)) return ok(name);
  const asked = await run('read', ['check-ref-format', '--branch', name]);
  if (asked.failure) return err(refusedByGit(t('to check the branch\'s name'), asked));
  if (asked.exitCode !== 0 || asked.stdout.trim() !== name) return err(refusedName(name, t('git does not take it for a branch')));
  taken.add(name);
  return ok(name);
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
