import type { Commit } from '../../core/ports';
import { resolveCommit } from './branches';
import type { RunGit } from './gitProcess';

const MOST = 200;

/**
 * The commits of a branch, here or on `origin`, that a base does not have, newest first. `rev-list` and not `log`,
 * which a repository's configuration can make run a program to check signatures.
 */
export async function commitsOn(run: RunGit, branch: string, base: string): Promise<readonly Commit[]> {
  const [tip, from] = await Promise.all([tipOf(run, branch), tipOf(run, base)]);
  if (tip === undefined || from === undefined) return [];
  const asked = await run('read', [
    'rev-list',
    `--max-count=${MOST}`,
    '--encoding=UTF-8',
    '--format=tformat:%cI %s',
    '--end-of-options',
    `${from}..${tip}`,
    '--',
  ]);
  return asked.exitCode === 0 ? parseCommits(asked.stdout) : [];
}

/** Two lines a commit: `commit <hash>`, then time and subject. A subject has no line break. */
function parseCommits(answer: string): readonly Commit[] {
  const commits: Commit[] = [];
  const lines = answer.split('\n');
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const hash = /^commit ([0-9a-f]{40,64})$/.exec(lines[index] ?? '')?.[1];
    const [, at, subject = ''] = /^(\S+) (.*)$/.exec(lines[index + 1] ?? '') ?? [];
    if (hash !== undefined && at !== undefined) commits.push({ hash, subject, at });
  }
  return commits;
}

async function tipOf(run: RunGit, branch: string): Promise<string | undefined> {
  return (await resolveCommit(run, `refs/heads/${branch}`)) ?? resolveCommit(run, `refs/remotes/origin/${branch}`);
}
