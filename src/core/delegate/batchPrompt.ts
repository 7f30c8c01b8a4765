import type { Batch } from '../batch/batch';
import type { Settings } from '../settings';
import type { TaskView } from '../snapshot';

export interface BatchPromptInput {
  /** Of a coordinator. */
  readonly batch: Batch;
  /** The batch's tasks, in its order. */
  readonly views: readonly TaskView[];
  readonly settings: Pick<Settings, 'manifestPath' | 'statePath'>;
  readonly baseBranch: string;
  /** The wave of the plan that it is, from 1; absent where it is of no plan. */
  readonly group?: { readonly number: number; readonly count: number };
  randomWord(): string;
}

/** The prompt that hands a batch to one coordinator in this working tree (spec, "Parallel Batch Delegation"), as Markdown. */
export function batchPrompt(_input: BatchPromptInput): string {
  return '';
}
