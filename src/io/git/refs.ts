import type { GitOutput, RunGit } from './gitProcess';
import { readWorktrees } from './worktrees';

/** A branch, here or on a remote, as git lists it. */
export interface BranchRef {
  /** Full, such as `refs/heads/main`. */
  readonly ref: string;
  readonly tip: string;
  /** Committer's time of the tip, ISO 8601. */
  readonly tipAt: string;
  /** Absolute top of the working tree that has it checked out. */
  readonly worktree?: string;
  /** Checked out in the working tree that git runs in. */
  readonly isHere: boolean;
}

export interface RefList {
  readonly refs: readonly BranchRef[];
  /** The same text: the same list. */
  readonly text: string;
}

const FIELDS = ['refname', 'objectname', 'committerdate:iso-strict', 'symref', 'HEAD'];
const WITH_WORKTREES = [...FIELDS, 'worktreepath'];

/** Lists all branches in one process; the worktrees take another one before git 2.23. Undefined where git can't be asked. */
export async function readRefs(run: RunGit): Promise<RefList | undefined> {
  const asked = await list(run, WITH_WORKTREES);
  if (asked.exitCode === 0) return { text: asked.stdout, refs: parseRefs(asked.stdout, WITH_WORKTREES.length) };
  // Outside of a repository, or where there is no git, to ask again is of no use.
  if (!/unknown field name|worktreepath/i.test(asked.stderr)) return undefined;
  const [plain, worktrees] = await Promise.all([list(run, FIELDS), readWorktrees(run)]);
  if (plain.exitCode !== 0) return undefined;
  const roots = new Map<string, string>(worktrees.flatMap(({ branch, root }) => (branch === undefined ? [] : [[`refs/heads/${branch}`, root] as const])));
  const refs = parseRefs(plain.stdout, FIELDS.length).map((one) => {
    const worktree = roots.get(one.ref);
    return worktree === undefined ? one : { ...one, worktree };
  });
  return { text: JSON.stringify([plain.stdout, worktrees]), refs };
}

function list(run: RunGit, fields: readonly string[]): Promise<GitOutput> {
  return run('read', ['for-each-ref', `--format=${fields.map((field) => `%(${field})%00`).join('')}`, 'refs/heads', 'refs/remotes']);
}

/** Each field ends with a zero, since a path may hold a line break; refs that stand for others, and those without a commit, are left out. */
function parseRefs(answer: string, fields: number): readonly BranchRef[] {
  const parts = answer.split('\0');
  const refs: BranchRef[] = [];
  for (let at = 0; at + fields < parts.length; at += fields) {
    const [ref = '', tip = '', tipAt = '', symref = '', head = '', worktree = ''] = parts.slice(at, at + fields);
    if (tip === '' || tipAt === '' || symref !== '') continue;
    refs.push({ ref: ref.trimStart(), tip, tipAt, isHere: head === '*', ...(worktree === '' ? {} : { worktree }) });
  }
  return refs;
}
