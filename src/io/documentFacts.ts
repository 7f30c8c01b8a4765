import type { DocumentFact } from '../core/documents';
import { refKey } from '../core/facts';
import { contextOf, type DocumentRef, type Task } from '../core/manifest/task';
import type { Settings } from '../core/settings';
import { Look } from './contextFiles';
import { Folders, glance, notThere } from './locate';

/** Look-ups that go on at once, beyond what listings tell. */
const AT_ONCE = 16;

/** The documents and tests that these tasks name, one for each key, in the order of the tasks. */
export function documentRefs(tasks: readonly Task[]): ReadonlyMap<string, DocumentRef> {
  const refs = new Map<string, DocumentRef>();
  for (const task of tasks) {
    for (const ref of [...contextOf(task), ...task.tests]) {
      const key = refKey(ref);
      if (!refs.has(key)) refs.set(key, ref);
    }
  }
  return refs;
}

/**
 * Whether each of these documents is there. Folders are listed once for all, and a file is only touched where its folder
 * does not tell enough (a link, another spelling, an ADR by id). No file is opened, and nothing outside `root` listed.
 */
export async function documentFacts(
  root: string,
  refs: ReadonlyMap<string, DocumentRef>,
  settings: Pick<Settings, 'maxFileBytes' | 'adrFolder'>,
): Promise<ReadonlyMap<string, DocumentFact>> {
  const folders = new Folders(root);
  await folders.realRoot();
  const facts = new Map<string, DocumentFact | undefined>();
  for (const [key, ref] of refs) facts.set(key, await atAGlance(folders, ref));
  const look = new Look(folders, settings);
  const left = [...refs].filter(([key]) => facts.get(key) === undefined);
  const worker = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) facts.set(next[0], await look.one(next[1]));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return facts as ReadonlyMap<string, DocumentFact>;
}

async function atAGlance(folders: Folders, ref: DocumentRef): Promise<DocumentFact | undefined> {
  const { path } = ref;
  const seen = path === undefined ? undefined : await glance(folders, path);
  if (path === undefined || seen === undefined) return undefined;
  if (seen === 'there') return { kind: 'found', ref, path };
  // An ADR may be named by its file alone, and a pattern has a reason of its own.
  const isPlain = ref.kind !== 'adr' && !/[*?[\]{}]/.test(path);
  return isPlain ? { kind: 'missing', ref, ...notThere(path) } : undefined;
}
