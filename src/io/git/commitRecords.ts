import { beginningOf } from '../../core/cut';
import type { WorkCommit } from '../../core/work';

/** A commit with its place in the history. */
export interface CommitRecord {
  readonly commit: WorkCommit;
  readonly parents: readonly string[];
}

/** For `git rev-list`, which, other than `git log`, runs no program of the repository's configuration. */
export const COMMIT_FORMAT: readonly string[] = ['--encoding=UTF-8', '--format=tformat:%H%x00%cI%x00%P%x00%s%x00%b%x00'];

/** The same without bodies, where there may be tens of thousands of commits. */
export const BRIEF_FORMAT: readonly string[] = ['--encoding=UTF-8', '--format=tformat:%H%x00%cI%x00%P%x00%s%x00%x00'];

const FIELDS = 5;
const MOST_BODY = 4_000;

/** Reads what `rev-list` says in {@link COMMIT_FORMAT} or {@link BRIEF_FORMAT}. Bodies are cut at 4 000 characters. */
export function parseCommitRecords(answer: string): readonly CommitRecord[] {
  const parts = answer.split('\0');
  const records: CommitRecord[] = [];
  for (let at = 0; at + FIELDS < parts.length; at += FIELDS) {
    const [head = '', time = '', parents = '', subject = '', body = ''] = parts.slice(at, at + FIELDS);
    // Before the hash stands git's own line, `commit <hash>`.
    const hash = head.slice(head.lastIndexOf('\n') + 1);
    records.push({
      commit: { hash, at: time, subject, body: beginningOf(body.trimEnd(), MOST_BODY) },
      parents: parents.split(' ').filter(Boolean),
    });
  }
  return records;
}
