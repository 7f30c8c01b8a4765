import type { BatchLog } from '../../core/batch/batch';

export function createBatchLog(): BatchLog {
  return {} as BatchLog;
}
