import type { Settings } from '../settings';
import type { TaskRecord } from './overlay';

/**
 * Whether a dependency lets its dependents start, by the setting: its work has landed in the base branch, it is completed
 * anywhere, or it has begun. An abandoned one never does.
 */
export function satisfies({ entry, hasLanded }: Pick<TaskRecord, 'entry' | 'hasLanded'>, setting: Settings['dependencies']): boolean {
  const status = entry?.status;
  if (status === 'abandoned') return false;
  if (hasLanded) return true;
  switch (setting) {
    case 'merged':
      return false;
    case 'completed':
      return status === 'completed';
    case 'begun':
      return status === 'completed' || status === 'in-progress';
  }
}
