import type { Refusal } from '../../core/ports';
import { shown } from '../../core/problem';
import { err, ok, type Result } from '../../core/result';
import type { RunGit } from './gitProcess';
import { refusedByGit } from './words';

const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const MOST_BYTES = 200;

/**
 * Whether a name made from a task's id may become a branch: our allow-list first, so that nothing that
 * looks like an option or a revision reaches git, then git's own rules (RELIABILITY, Security).
 */
export async function checkBranchName(run: RunGit, name: string): Promise<Result<string, Refusal>> {
  const listed = allowedName(name);
  if (!listed.ok) return listed;
  const asked = await run('read', ['check-ref-format', '--branch', name]);
  if (asked.failure) return err(refusedByGit('to check the branch\'s name', asked));
  return asked.exitCode === 0 && asked.stdout.trim() === name ? ok(name) : err(refusedName(name, 'git does not take it for a branch'));
}

/** The allow-list alone: no process runs. */
export function allowedName(name: string): Result<string, Refusal> {
  if (name.length > MOST_BYTES) return err(refusedName(name, `it is longer than ${MOST_BYTES} characters`));
  if (!name.split('/').every((segment) => SEGMENT.test(segment))) {
    return err(refusedName(name, 'each of its parts must begin with a letter or digit and hold only letters, digits, ".", "_" and "-"'));
  }
  if (name.split('/').includes('HEAD')) return err(refusedName(name, 'HEAD means what is checked out'));
  return ok(name);
}

function refusedName(name: string, reason: string): Refusal {
  return {
    code: 'BLOCKED::BRANCH-NAME',
    message: `${shown(name)} can't be a branch: ${reason}`,
    remedy: 'Give the task an id of letters, digits, "-", "_" and ".", or change the branch pattern in the settings.',
  };
}
