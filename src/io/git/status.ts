import type { DirtyPath, Head } from '../../core/git';

/** What `git status --porcelain=v2 --branch -z` says. */
export interface Status {
  readonly head: Head;
  readonly dirty: readonly DirtyPath[];
  /** Only with `--ignored`; ignored paths are not dirty. */
  readonly ignored: readonly string[];
}

/** Reads the answer of `git status --porcelain=v2 --branch -z`. Entries of a kind unknown here are passed over. */
export function parseStatus(answer: string): Status {
  const records = answer.split('\0');
  const dirty: DirtyPath[] = [];
  const ignored: string[] = [];
  const branch = { oid: '', head: '' };
  for (let index = 0; index < records.length; index++) {
    const record = records[index] ?? '';
    if (record.startsWith('# branch.oid ')) branch.oid = record.slice(13);
    else if (record.startsWith('# branch.head ')) branch.head = record.slice(14);
    else if (record.startsWith('? ')) dirty.push({ path: record.slice(2), kind: 'untracked' });
    else if (record.startsWith('! ')) ignored.push(record.slice(2));
    else if (record.startsWith('u ')) dirty.push({ path: pathAfter(record, 10), kind: 'conflicted' });
    else if (record.startsWith('1 ')) dirty.push(changed(record, pathAfter(record, 8)));
    else if (record.startsWith('2 ')) {
      dirty.push(changed(record, pathAfter(record, 9)));
      index++; // the record that follows is the name before
    }
  }
  return { head: headOf(branch), dirty, ignored };
}

/** `XY sub …`: X is the index, Y the working tree, `.` is unchanged; `S…` is a submodule. One entry a path. */
function changed(record: string, path: string): DirtyPath {
  const [, xy = '..', sub = 'N...'] = record.split(' ', 3);
  if (sub.startsWith('S')) return { path, kind: 'submodule' };
  return { path, kind: xy.startsWith('.') ? 'unstaged' : 'staged' };
}

/** What stands behind the first `fields` fields; a path may hold spaces. */
function pathAfter(record: string, fields: number): string {
  let at = 0;
  for (let field = 0; field < fields; field++) at = record.indexOf(' ', at) + 1;
  return record.slice(at);
}

function headOf({ oid, head }: { oid: string; head: string }): Head {
  if (head === '(detached)') return { kind: 'detached', commit: oid };
  if (oid === '(initial)') return { kind: 'unborn', name: head };
  return { kind: 'branch', name: head, commit: oid };
}
