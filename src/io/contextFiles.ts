import { join } from 'node:path';
import type { DocumentFact, TaskDocuments } from '../core/documents';
import { contextOf, type DocumentRef, type Task } from '../core/manifest/task';
import type { ContextFiles } from '../core/ports';
import { shown } from '../core/problem';
import type { Settings } from '../core/settings';
import { t } from '../core/words';
import { findAdr } from './adrFiles';
import { documentCost } from './documentCost';
import { Folders, locate } from './locate';

/**
 * Looks whether the documents a task names are there and inside the backlog's root once links are
 * resolved (RELIABILITY, Security). What does not is never opened; what does is opened to count its tokens, tests never.
 */
export function createContextFiles(options: { root: string; settings: () => Settings }): ContextFiles {
  // One set of folder listings serves all checks that overlap in time; a later check lists anew.
  let folders: Folders | undefined;
  let underWay = 0;
  return {
    async check(task: Task): Promise<TaskDocuments> {
      folders ??= new Folders(options.root);
      underWay++;
      try {
        const look = new Look(folders, options.settings());
        const [context, tests] = await Promise.all([look.all(contextOf(task)), look.all(task.tests)]);
        return { taskId: task.id, context: await Promise.all(context.map((fact) => withCost(options.root, fact))), tests };
      } finally {
        if (--underWay === 0) folders = undefined;
      }
    },
  };
}

/** Looks up single references. */
export class Look {
  constructor(
    private readonly folders: Folders,
    private readonly settings: Pick<Settings, 'maxFileBytes' | 'adrFolder'>,
  ) {}

  all(refs: readonly DocumentRef[]): Promise<DocumentFact[]> {
    return Promise.all(refs.map((ref) => this.one(ref)));
  }

  async one(ref: DocumentRef): Promise<DocumentFact> {
    const { maxFileBytes, adrFolder } = this.settings;
    if (ref.adr !== undefined) {
      const adr = await findAdr(this.folders, adrFolder, ref.adr);
      if (!adr.ok) return { kind: 'missing', ref, ...adr.error };
      return factOf(ref, await locate(this.folders, adr.value, maxFileBytes));
    }
    const wanted = ref.path ?? '';
    const found = await locate(this.folders, wanted, maxFileBytes);
    if (!found.ok && ref.kind === 'adr' && /^[^/]+\.\w+$/.test(wanted)) {
      const inFolder = await locate(this.folders, `${adrFolder}/${wanted}`, maxFileBytes);
      if (inFolder.ok) return factOf(ref, inFolder);
    }
    if (!found.ok && ref.kind === 'test' && /[*?[\]{}]/.test(wanted)) {
      return { kind: 'missing', ref, reason: t('{0} is a pattern, and no file is called exactly so', shown(wanted)) };
    }
    return factOf(ref, found);
  }
}

function factOf(ref: DocumentRef, found: Awaited<ReturnType<typeof locate>>): DocumentFact {
  return found.ok ? { kind: 'found', ref, path: found.value } : { kind: 'missing', ref, ...found.error };
}

async function withCost(root: string, fact: DocumentFact): Promise<DocumentFact> {
  if (fact.kind !== 'found') return fact;
  const tokens = await documentCost(join(root, fact.path), fact.ref.section);
  return tokens === undefined ? fact : { ...fact, tokens };
}
