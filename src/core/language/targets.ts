import { criterionFinder } from '../manifest/criteria';
import type { CriterionPart } from './body';
import type { DocumentIndex, Found } from './documentIndex';
import type { FileKind } from './parts';

/** The two texts of a backlog; one that is not there has no index. */
export interface BothFiles {
  readonly manifest: DocumentIndex | undefined;
  readonly state: DocumentIndex | undefined;
}

/** A place in one of the two texts. `around` is the whole thing that is defined there. */
export interface Place {
  readonly file: FileKind;
  readonly start: number;
  readonly end: number;
  readonly around: { readonly start: number; readonly end: number };
}

/** What a token means, apart from documents and words of a fixed list. */
export type Meaning =
  | { readonly kind: 'task'; readonly id: string }
  | { readonly kind: 'criterion'; readonly taskId: string; readonly criterion: CriterionPart };

/** The task or criterion that a token names. A recorded criterion that the manifest does not have means nothing. */
export function meaningOf({ token, taskId, part }: Found, files: BothFiles): Meaning | undefined {
  switch (token.role) {
    case 'task':
    case 'dependency':
    case 'conflict':
    case 'entry':
      return { kind: 'task', id: token.value };
    case 'criterion': {
      const criterion = files.manifest?.body(part).criteria.find((one) => one.token === token);
      return criterion && taskId !== undefined ? { kind: 'criterion', taskId, criterion } : undefined;
    }
    case 'recorded': {
      const criterion = taskId === undefined ? undefined : criteriaOf(taskId, files)(token.value);
      return criterion && taskId !== undefined ? { kind: 'criterion', taskId, criterion } : undefined;
    }
    default:
      return undefined;
  }
}

/** Where what a token names is defined. On the definition itself, also what the state records of it. */
export function definitionsOf(found: Found, files: BothFiles): readonly Place[] {
  const meaning = meaningOf(found, files);
  if (!meaning) return [];
  const isDefinition = found.token.role === 'task' || found.token.role === 'criterion';
  return referencesTo(meaning, files).filter(({ role }) => role === 'definition' || (isDefinition && role === 'record'));
}

export interface Reference extends Place {
  /** `use`: a dependency or conflict that names the task. `record`: what stands for it in the state. */
  readonly role: 'definition' | 'use' | 'record';
  readonly found: Found | undefined;
}

/** Every place of the two files that names a task or a criterion, in their order. */
export function referencesTo(meaning: Meaning, files: BothFiles): readonly Reference[] {
  return meaning.kind === 'task' ? taskReferences(meaning.id, files) : criterionReferences(meaning.taskId, meaning.criterion, files);
}

function taskReferences(id: string, { manifest, state }: BothFiles): Reference[] {
  const references: Reference[] = [];
  for (const found of manifest?.tokensSaying(id) ?? []) {
    const { role } = found.token;
    if (role === 'task') references.push(placed('manifest', 'definition', found, manifest));
    if (role === 'dependency' || role === 'conflict') references.push(placed('manifest', 'use', found, manifest));
  }
  for (const part of state?.partsOf(id) ?? []) {
    for (const found of state?.tokens(part, part + 1) ?? []) if (found.token.role === 'entry') references.push(placed('state', 'record', found, state));
  }
  return references;
}

function criterionReferences(taskId: string, criterion: CriterionPart, files: BothFiles): Reference[] {
  const { manifest, state } = files;
  const references: Reference[] = [];
  for (const part of manifest?.partsOf(taskId) ?? []) {
    const offset = manifest?.parts[part]?.start ?? 0;
    for (const one of manifest?.body(part).criteria ?? []) {
      if (one.id !== criterion.id) continue;
      const { start, end } = one.token ?? one;
      const around = { start: offset + one.start, end: offset + one.end };
      const found = one.token && manifest?.found(part, one.token);
      references.push({ file: 'manifest', role: 'definition', start: offset + start, end: offset + end, around, found });
    }
  }
  const find = criteriaOf(taskId, files);
  for (const part of state?.partsOf(taskId) ?? []) {
    for (const found of state?.tokens(part, part + 1) ?? []) {
      const isMeant = found.token.role === 'recorded' && find(found.token.value)?.id === criterion.id;
      if (isMeant) references.push({ file: 'state', role: 'record', start: found.start, end: found.end, around: found, found });
    }
  }
  return references;
}

/** Finds a task's criteria as its state entry may write them. */
export function criteriaOf(taskId: string, { manifest }: BothFiles): (given: string) => CriterionPart | undefined {
  const criteria = manifest?.partsOf(taskId).flatMap((part) => manifest.body(part).criteria) ?? [];
  const find = criterionFinder({ criteria });
  return (given) => {
    const id = find(given)?.id;
    return id === undefined ? undefined : criteria.find((one) => one.id === id);
  };
}

function placed(file: FileKind, role: Reference['role'], found: Found, index: DocumentIndex | undefined): Reference {
  const { start, end } = found;
  const around = role === 'use' ? { start, end } : (index?.parts[found.part] ?? { start, end });
  return { file, role, start, end, around: { start: around.start, end: around.end }, found };
}
