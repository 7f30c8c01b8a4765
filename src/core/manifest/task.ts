export type Risk = 'High' | 'Medium' | 'Low';

/** Ranked: the first is started first (spec, step 8). */
export const RISKS: readonly Risk[] = ['High', 'Medium', 'Low'];

/** One condition of "done". */
export interface Criterion {
  readonly id: string;
  readonly text: string;
}

export type DocumentKind = 'spec' | 'adr' | 'guide' | 'test';

/** A document or test file a task names. `path` is absent for an ADR named by id alone. */
export interface DocumentRef {
  readonly kind: DocumentKind;
  /** As it stands in the manifest. */
  readonly raw: string;
  /** Without `#section` and remarks, forward slashes. */
  readonly path?: string;
  /** `ADR-0009`, where the reference is by id. */
  readonly adr?: string;
  readonly section?: string;
}

/** A task of the manifest, read loosely and normalised (DESIGN section 3). Never written back. */
export interface Task {
  readonly id: string;
  /** Place in the manifest's order, from 0. */
  readonly index: number;
  /** Index in the file's `tasks` array; differs from `index` when an unreadable task stands before. */
  readonly sourceIndex: number;
  readonly title: string;
  readonly description: string;
  readonly capability: string;
  /** A label such as `Phase 1`. */
  readonly phase: string;
  /** A label such as `Slice 1.1`. */
  readonly slice: string;
  readonly risk: Risk;
  readonly size: string;
  readonly criteria: readonly Criterion[];
  readonly dependsOn: readonly string[];
  readonly specs: readonly DocumentRef[];
  readonly adrs: readonly DocumentRef[];
  readonly guides: readonly DocumentRef[];
  readonly tests: readonly DocumentRef[];
  readonly gapCodes: readonly string[];
  readonly provisional: boolean;
  readonly parallel?: boolean;
  readonly conflictsWith?: readonly string[];
  readonly fileScope?: readonly string[];
  readonly parallelismGroup?: string;
  /** The object of the file, for answers that must repeat it as it stands (`vtm --next`). */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** All documents an agent must read before the task: specs, ADRs and guides, in this order. */
export function contextOf(task: Task): readonly DocumentRef[] {
  return [...task.specs, ...task.adrs, ...task.guides];
}
