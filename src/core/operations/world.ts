import type { BatchLog } from '../batch/batch';
import type { Worktrees } from '../batch/worktrees';
import type { Paint } from '../paint';
import type { Clock, Launcher, Log, NewFiles, ProjectFiles, ReadingLog, StartLock, Workplace } from '../ports';
import type { Settings } from '../settings';

/** All that an operation may ask of the world. Each face makes one for a backlog (`io/world.ts`). */
export interface World {
  readonly settings: Settings;
  /** The working tree in which the operation was asked for. */
  readonly here: Workplace;
  /** The working tree that is on the task's branch, else `here` (DESIGN section 3, "State belongs to branches"). */
  placeOf(taskId: string): Promise<Workplace>;
  readonly startLock: StartLock;
  /** Working trees of the repository, each for a task of its own. */
  readonly trees: Worktrees;
  readonly batches: BatchLog;
  readonly readings: ReadingLog;
  readonly newFiles: NewFiles;
  readonly projectFiles: ProjectFiles;
  readonly launcher: Launcher;
  readonly clock: Clock;
  readonly log: Log;
  readonly paint: Paint;
  /** A random word of letters and digits, for the fence of a prompt. */
  randomWord(): string;
  /** SHA-256 of a text in UTF-8, as lower case hexadecimal digits. */
  hash(text: string): string;
}
