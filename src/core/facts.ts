import type { DocumentFact } from './documents';
import type { ManifestDiff } from './manifest/diff';
import type { DocumentRef } from './manifest/task';

/**
 * What is true of the project beside its two files and git's status. Read apart from them, since it takes longer and
 * changes seldom. A part that is absent was not looked at yet, or can't be (no repository, not trusted): the rules that
 * rest on it wait.
 */
export interface ProjectFacts {
  readonly prd?: PrdFact;
  readonly baseline?: Baseline;
  /** Whether each document and test file that any task names is there, by {@link refKey}. */
  readonly documents?: ReadonlyMap<string, DocumentFact>;
}

export const NO_FACTS: ProjectFacts = {};

/** The Master PRD (spec, Coordination Workflow, step 1). */
export type PrdFact =
  | { readonly kind: 'missing'; readonly path: string; readonly reason: string }
  | {
      readonly kind: 'found';
      readonly path: string;
      /** Committer's time of the last commit that changed it, ISO 8601; absent where git knows of none. */
      readonly changedAt?: string;
      readonly commit?: string;
      /** The same commit changed the manifest: neither is the younger one. Told only where the PRD would seem to be. */
      readonly isWithManifest?: boolean;
    };

/** Whether the state's `manifest_hash` fits the manifest (DESIGN section 3, "Manifest hash"). */
export type Baseline =
  /** The state names no hash, or a placeholder. */
  | { readonly kind: 'none' }
  /** It fits the manifest's own field, the file's bytes, the tasks in canonical form, or a former manifest with the same tasks. */
  | { readonly kind: 'current'; readonly by: 'field' | 'file' | 'tasks' | 'history' }
  | {
      readonly kind: 'stale';
      /** As the state has it. */
      readonly recorded: string;
      /** The commit that holds the manifest it was taken from, where git's history has it. */
      readonly from?: { readonly commit: string; readonly at: string };
      /** From that manifest to today's. */
      readonly diff?: ManifestDiff;
    };

/** One key for all references that are looked up alike. */
export function refKey({ kind, adr, path, raw }: DocumentRef): string {
  return adr !== undefined ? `adr:${adr}` : `${kind === 'adr' || kind === 'test' ? kind : 'file'}:${path ?? raw}`;
}
