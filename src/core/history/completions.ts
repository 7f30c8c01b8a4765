import { filtered, type HistoryFilter, type ProjectHistory } from './history';
import { isOfManifest } from './standing';

/** A completion that stands: one that was taken back later is none. Milliseconds since 1970. */
export interface Completion {
  readonly id: string;
  readonly at: number;
  /** When the work on it was begun, and not put back since; absent where no commit tells. */
  readonly startedAt?: number;
}

/** The tasks that are completed now, by the time of their completion; of one moment, in the order of the history. Also of tasks that left the manifest since. */
export function completionsOf(history: ProjectHistory, filter?: HistoryFilter): readonly Completion[] {
  return filtered(history, filter)
    .flatMap(({ id, events }): Completion[] => {
      let startedAt: number | undefined;
      let completedAt: number | undefined;
      for (const event of events) {
        if (isOfManifest(event)) continue;
        const { status, at } = event;
        if (event.what === 'started') startedAt = at;
        if (status === 'pending' || status === 'abandoned') startedAt = undefined;
        completedAt = status === 'completed' ? at : undefined;
      }
      return completedAt === undefined ? [] : [{ id, at: completedAt, ...(startedAt === undefined ? {} : { startedAt }) }];
    })
    .sort((a, b) => a.at - b.at);
}
