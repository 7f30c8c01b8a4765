import type { Task } from '../manifest/task';
import type { Conflict } from './conflict';
import type { Conflicts } from './conflicts';

/** So many conflicts of a plan are kept to be shown. */
const KEPT = 300;

/** What is known of pairs of tasks within one plan: each is asked for once. Of conflicts found the first few hundred are kept. */
export class Pairs {
  /** How many pairs were asked for so far. */
  asked = 0;
  private readonly isConflict = new Map<number, boolean>();
  private readonly kept: Conflict[] = [];

  /** @param count more than any index of a task */
  constructor(
    private readonly conflicts: Conflicts,
    private readonly count: number,
  ) {}

  doConflict(a: Task, b: Task): boolean {
    const key = Math.min(a.index, b.index) * this.count + Math.max(a.index, b.index);
    const known = this.isConflict.get(key);
    if (known !== undefined) return known;
    const found = this.conflicts.between(a, b);
    this.asked++;
    this.isConflict.set(key, found !== undefined);
    if (found && this.kept.length < KEPT) this.kept.push(found);
    return found !== undefined;
  }

  /** The conflict itself. */
  between(a: Task, b: Task): Conflict | undefined {
    return this.doConflict(a, b) ? this.conflicts.between(a, b) : undefined;
  }

  /** What was found, in the order of finding. */
  found(): readonly Conflict[] {
    return this.kept;
  }
}
