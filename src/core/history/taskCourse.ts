import type { Status } from '../state/taskState';
import type { Evidence, EventKind, HistoryEvent } from './history';
import type { PastCommit } from './lineHistory';
import { isOfManifest } from './standing';

/** The first commit on a task before something of it came into the base branch. */
export type Claim = Pick<PastCommit, 'hash'> & { readonly at: number };

/** Follows one task along the base branch's line, and writes down what changed. */
export class TaskCourse {
  private readonly told: HistoryEvent[] = [];
  /** In the manifest. */
  isThere = false;
  status: Status = 'pending';
  /** It was merged, and afterwards its record was opened again, or the merge was taken back. */
  wasTakenBack = false;
  /** What the base branch's state says of it. */
  recorded: Status = 'pending';
  private isMerged = false;
  private isBegun = false;

  constructor(readonly id: string) {}

  /** One that goes on from here by itself. */
  copy(): TaskCourse {
    const copy = new TaskCourse(this.id);
    copy.told.push(...this.told);
    copy.isThere = this.isThere;
    copy.status = this.status;
    copy.wasTakenBack = this.wasTakenBack;
    copy.recorded = this.recorded;
    copy.isMerged = this.isMerged;
    copy.isBegun = this.isBegun;
    return copy;
  }

  /** The manifest has the task from now on, or has it no more. */
  show(isThere: boolean, at: number, from: Evidence): void {
    if (isThere === this.isThere) return;
    this.isThere = isThere;
    this.told.push({ at, what: isThere ? 'appeared' : 'left', status: this.status, from });
  }

  /** The base branch's state says this of it. A completion that is withdrawn after the merge takes the merge back. */
  record(status: Status): void {
    if (this.isMerged && this.recorded === 'completed' && status !== 'completed') this.takeBack();
    this.recorded = status;
  }

  land(): void {
    this.isMerged = true;
    this.wasTakenBack = false;
  }

  takeBack(): void {
    this.wasTakenBack ||= this.isMerged;
    this.isMerged = false;
  }

  /** Draws the consequence of what a commit changed. `claim`: when the work that it brought was begun, where that is known. */
  settle(at: number, from: Evidence, claim: Claim | undefined): void {
    const isDone = this.recorded === 'completed' || (this.isMerged && this.recorded !== 'abandoned');
    this.turn(isDone ? 'completed' : this.recorded, at, from, claim);
  }

  /** The task has this status from now on; a start that lies before is told as such. */
  turn(status: Status, at: number, from: Evidence, claim?: Claim): void {
    if (status === this.status) return;
    if (claim && status !== 'pending' && !this.isBegun) this.push('in-progress', Math.min(Math.max(claim.at, this.lastAt), at), { kind: 'claim', commit: claim.hash });
    if (status !== this.status) this.push(status, at, from);
  }

  /** When the last change of status was: a claim before it is none of what came after. */
  get lastAt(): number {
    return this.told.findLast((event) => !isOfManifest(event))?.at ?? -Infinity;
  }

  /** The earliest that is known of it. */
  get firstAt(): number | undefined {
    return this.events[0]?.at;
  }

  /** The manifest had it, now or before. */
  get wasThere(): boolean {
    return this.told.some(isOfManifest);
  }

  /** In the order of time: a claim may lie before the manifest had the task. */
  get events(): readonly HistoryEvent[] {
    let status: Status = 'pending';
    return this.told
      .map((event, order) => ({ event, order }))
      .sort((a, b) => a.event.at - b.event.at || a.order - b.order)
      .map(({ event }) => ({ ...event, status: (status = isOfManifest(event) ? status : event.status) }));
  }

  private push(status: Status, at: number, from: Evidence): void {
    this.told.push({ at, what: this.kindOf(status), status, from });
    this.isBegun = status === 'in-progress' || ((status === 'blocked' || status === 'completed') && this.isBegun);
    this.status = status;
  }

  private kindOf(status: Status): EventKind {
    if (status === 'blocked' || status === 'completed' || status === 'abandoned') return status;
    if (this.status === 'completed') return 'reopened';
    if (status === 'pending') return 'put-back';
    return this.status === 'blocked' && this.isBegun ? 'resumed' : 'started';
  }
}
