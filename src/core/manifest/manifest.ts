import type { Structure } from '../graph/structure';
import type { Task } from './task';

/** Something the manifest's maker could not settle. */
export interface Gap {
  readonly code: string;
  readonly text: string;
  /** False where the gap says that it is resolved or does not block. */
  readonly isBlocking: boolean;
}

export interface Manifest {
  /** `OK` or `BLOCKED`; `OK` where the key is absent. */
  readonly status: string;
  readonly timestamp?: string;
  readonly hash?: string;
  readonly gaps: readonly Gap[];
  /** As they stand in the file, doubled ids too. */
  readonly tasks: readonly Task[];
  readonly structure: Structure;
}
