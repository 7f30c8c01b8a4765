import type { Task } from '../manifest/task';
import type { RepositoryWork, WorkCommit } from '../work';

/** The head of a commit message, `type(scope): …`, also as an item in the list of a squashed one. */
const HEAD = /^[ \t]*(?:[*-][ \t]+)?[A-Za-z]+\(([^()]{1,400})\)!?:/;
const HEADS = new RegExp(HEAD.source, 'gm');

/** What the head of one line names: task ids, mostly one; undefined where the line has no head. */
export function namedByHead(line: string): readonly string[] | undefined {
  const scope = HEAD.exec(line)?.[1];
  return scope === undefined ? undefined : namesIn(scope);
}

/** The line without its head, so that an id in it is not read for a criterion. */
export function withoutHead(line: string): string {
  return line.replace(HEAD, '');
}

function namesIn(scope: string): readonly string[] {
  const whole = scope.trim();
  return /[,;+&\s]/.test(whole) ? [whole, ...whole.split(/[,;+&\s]+/)] : [whole];
}

/** Whether two spellings mean the same task: case does not count, as with branches. */
export function isSameId(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

const LANDED = new WeakMap<readonly WorkCommit[], ReadonlyMap<string, readonly WorkCommit[]>>();

/** The commits of the base branch whose message names the task (`type(ID): …`), newest first. */
export function landedCommits(work: Pick<RepositoryWork, 'landed'> | undefined, { id }: Pick<Task, 'id'>): readonly WorkCommit[] {
  if (!work) return [];
  let index = LANDED.get(work.landed);
  if (!index) LANDED.set(work.landed, (index = indexOf(work.landed)));
  return index.get(id.toLowerCase()) ?? [];
}

/** One pass over all messages; the same list gives the same index, so that a thousand tasks scan it once. */
function indexOf(commits: readonly WorkCommit[]): ReadonlyMap<string, readonly WorkCommit[]> {
  const index = new Map<string, WorkCommit[]>();
  for (const commit of commits) {
    if (isRevert(commit)) continue;
    for (const name of namedByCommit(commit)) {
      const key = name.toLowerCase();
      const list = index.get(key);
      if (!list) index.set(key, [commit]);
      else if (list.at(-1) !== commit) list.push(commit);
    }
  }
  return index;
}

/** What the heads of a message name, its subject's and those of what was squashed: task ids, mostly one, and it may come again. */
export function namedByCommit({ subject, body }: Pick<WorkCommit, 'subject' | 'body'>): readonly string[] {
  return [...`${subject}\n${body}`.matchAll(HEADS)].flatMap(([, scope = '']) => namesIn(scope));
}

/** It takes work back, and repeats its words. */
export function isRevert({ subject }: Pick<WorkCommit, 'subject'>): boolean {
  return /^revert\b/i.test(subject);
}
