import { execFileSync } from 'node:child_process';
import { DEFAULT_SETTINGS } from '../../src/core/settings';

/** A branch that stands on the base with one commit, in which the state file is this text. */
export interface StreamedBranch {
  readonly name: string;
  readonly subject: string;
  readonly state: string;
  /** Committer's time, seconds since 1970. */
  readonly at: number;
}

/** Makes hundreds of branches in one process, where a commit for each would take minutes. */
export function addBranches(top: string, branches: readonly StreamedBranch[], base = 'main'): void {
  const commits = branches.map(
    ({ name, subject, state, at }) =>
      `commit refs/heads/${name}\ncommitter A Person <a@example.invalid> ${at} +0000\n${data(subject)}from refs/heads/${base}^0\nM 100644 inline ${DEFAULT_SETTINGS.statePath}\n${data(state)}\n`,
  );
  importStream(top, commits.join(''));
}

/** A line of commits without files onto a branch that is there, oldest first. */
export function addCommits(top: string, branch: string, commits: readonly { readonly subject: string; readonly at: number }[]): void {
  const lines = commits.map(({ subject, at }, index) => {
    const from = index === 0 ? `from refs/heads/${branch}^0\n` : '';
    return `commit refs/heads/${branch}\ncommitter A Person <a@example.invalid> ${at} +0000\n${data(subject)}${from}\n`;
  });
  importStream(top, lines.join(''));
}

function importStream(top: string, stream: string): void {
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: top, input: stream, stdio: ['pipe', 'ignore', 'pipe'] });
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
