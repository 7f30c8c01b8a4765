import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import { MOST_PARALLEL, type PlanScope } from '../../core/plan/backlogPlan';
import { chosenScope, type ChosenScope, type PlanChoices } from '../../core/planToHost';

const KEY = 'plan.scopes';
/** More tasks than this are not taken out at once. */
const MOST_EXCLUDED = 1000;

const scopesKept = z.record(z.string(), chosenScope);

/** What is planned of one backlog. */
interface ChosenPlan {
  /** Absent until a person chose: then it is where the work is. */
  readonly scope?: PlanScope;
  readonly max: number;
  readonly excluded: ReadonlySet<string>;
}

const AT_FIRST: ChosenPlan = { max: MOST_PARALLEL, excluded: new Set() };

/** What the person chose to plan, by the folder of the backlog. The scope is remembered for the workspace; what was ticked out, by the page. */
export class ChosenPlans {
  private readonly plans = new Map<string, ChosenPlan>();

  constructor(private readonly memento: vscode.Memento) {
    for (const [folder, scope] of Object.entries(this.kept)) this.plans.set(folder, { ...AT_FIRST, scope });
  }

  of(folder: string): ChosenPlan {
    return this.plans.get(folder) ?? AT_FIRST;
  }

  async chooseScope(folder: string, scope: ChosenScope): Promise<void> {
    this.change(folder, { scope });
    await this.memento.update(KEY, { ...this.kept, [folder]: scope });
  }

  chooseMax(folder: string, max: number): void {
    this.change(folder, { max });
  }

  tick(folder: string, taskId: string, isIn: boolean): void {
    const excluded = new Set(this.of(folder).excluded);
    if (isIn) excluded.delete(taskId);
    else if (excluded.size < MOST_EXCLUDED) excluded.add(taskId);
    this.change(folder, { excluded });
  }

  tickAll(folder: string): void {
    this.change(folder, { excluded: new Set() });
  }

  /** What a page kept over a reload of the window: not where something was chosen since. */
  restore(folder: string, { max, excluded }: PlanChoices): void {
    const known = this.of(folder);
    if (known.max === AT_FIRST.max && known.excluded.size === 0) this.change(folder, { max, excluded: new Set(excluded) });
  }

  private get kept(): z.infer<typeof scopesKept> {
    return scopesKept.safeParse(this.memento.get(KEY)).data ?? {};
  }

  private change(folder: string, change: Partial<ChosenPlan>): void {
    this.plans.set(folder, { ...this.of(folder), ...change });
  }
}
