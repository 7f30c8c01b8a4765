import type { Log, Refusal } from '../ports';
import type { Result } from '../result';

interface UndoStep {
  /** What was made, as it is told to a person: `the branch feat/X`. */
  readonly what: string;
  run(): Promise<Result<void, Refusal>>;
}

/** What was done so far, each with its undoing. */
export class UndoSteps {
  private readonly steps: UndoStep[] = [];

  constructor(private readonly log: Log) {}

  push(what: string, run: UndoStep['run']): void {
    this.steps.push({ what, run });
  }

  /** All that was done so far goes with this one step from now on. */
  replaceAll(what: string, run: UndoStep['run']): void {
    this.steps.splice(0, this.steps.length, { what, run });
  }

  /** Undoes the steps, last first; stops at the first that can't be undone and says what stands. */
  async undoAll(): Promise<readonly string[]> {
    for (let step = this.steps.pop(); step; step = this.steps.pop()) {
      const undone = await step.run();
      if (undone.ok) continue;
      const left = [step, ...this.steps.splice(0).reverse()].map(({ what }) => what);
      this.log.warn(`could not undo ${step.what}: ${undone.error.message}`);
      return left.map((what, index) => (index === 0 ? `${what} (${undone.error.message})` : what));
    }
    return [];
  }
}

/** Undoes what several did, in the order given: what one can't undo does not keep the others. Says what stands. */
export async function undoEach(all: readonly UndoSteps[]): Promise<readonly string[]> {
  const standing: string[] = [];
  for (const steps of all) standing.push(...(await steps.undoAll()));
  return standing;
}
