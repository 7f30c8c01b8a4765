import { isWithinReach } from '../../core/overlay/sourceText';
import type { Log } from '../../core/ports';
import type { Backlog } from '../backlog';
import { tellFailure } from '../failures';
import { elementOf, type TreeElement } from './taskIdOf';

/**
 * Records criteria of a task as done, or as open again; the snapshot has it when it resolves. False: the person turned
 * away. Throws a safe error when it is refused.
 */
export type RecordCriteria = (backlog: Backlog, taskId: string, criteria: readonly string[], isDone: boolean) => Promise<boolean>;

interface Tick {
  readonly backlog: Backlog;
  readonly taskId: string;
  readonly criterion: string;
  readonly isDone: boolean;
}

/**
 * The ticks of a person on their way to the record: one change goes at a time, in order, and ticks that come while one
 * is under way go together. Until they are recorded the tree shows them as the person left them.
 */
export class CriterionTicks {
  private readonly waiting: Tick[] = [];
  private underWay: readonly Tick[] = [];
  private running: Promise<void> | undefined;

  /** @param redraw called when a tick was not recorded; else the new snapshot is drawn anyway */
  constructor(
    private readonly record: RecordCriteria,
    private readonly redraw: () => void,
    private readonly log: Log,
  ) {}

  /** What the person wants of a criterion that is not recorded yet; undefined where nothing is under way. */
  wanted(element: TreeElement): boolean | undefined {
    const tick = tickOf(element, false);
    return tick && [...this.underWay, ...this.waiting].findLast((one) => isSameCriterion(one, tick))?.isDone;
  }

  /** What a criterion shows now, on its way or recorded; undefined where it can't be ticked. */
  shown(element: TreeElement): boolean | undefined {
    const node = elementOf(element)?.node;
    if (node?.kind !== 'criterion') return undefined;
    // A row that is selected may be older than the record.
    const view = element.backlog.snapshot.byId.get(node.view.task.id);
    return view?.status === 'in-progress' && isWithinReach(view) ? (this.wanted(element) ?? view.criteria[node.index]?.isDone) : undefined;
  }

  /** Takes ticks; resolves when all that are waiting are recorded or refused. Never rejects. */
  take(ticks: readonly (readonly [TreeElement, boolean])[]): Promise<void> {
    this.waiting.push(...ticks.flatMap(([element, isDone]) => tickOf(element, isDone) ?? []));
    this.running ??= this.drain().finally(() => (this.running = undefined));
    return this.running;
  }

  private async drain(): Promise<void> {
    for (let first = this.waiting[0]; first; first = this.waiting[0]) {
      const head = first;
      const end = this.waiting.findIndex((tick) => !goesWith(tick, head));
      this.underWay = this.waiting.splice(0, end < 0 ? this.waiting.length : end);
      const criteria = [...new Set(this.underWay.map(({ criterion }) => criterion))];
      let isRecorded = false;
      try {
        isRecorded = await this.record(head.backlog, head.taskId, criteria, head.isDone);
      } catch (error) {
        this.log.error(`${criteria.join(', ')} of ${head.taskId} could not be recorded`, error);
        void tellFailure(error);
      } finally {
        this.underWay = [];
        if (!isRecorded) this.redraw();
      }
    }
  }
}

function tickOf(element: TreeElement, isDone: boolean): Tick | undefined {
  const node = elementOf(element)?.node;
  if (node?.kind !== 'criterion') return undefined;
  const criterion = node.view.criteria[node.index]?.id;
  return criterion === undefined ? undefined : { backlog: element.backlog, taskId: node.view.task.id, criterion, isDone };
}

function isSameCriterion(a: Tick, b: Tick): boolean {
  return a.backlog === b.backlog && a.taskId === b.taskId && a.criterion === b.criterion;
}

function goesWith(a: Tick, b: Tick): boolean {
  return a.backlog === b.backlog && a.taskId === b.taskId && a.isDone === b.isDone;
}
