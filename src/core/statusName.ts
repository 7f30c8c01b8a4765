import type { ReadStatus } from './state/taskState';
import { t } from './words';

/** A status as a sentence names it: in English the word of the file. */
export function statusName(status: ReadStatus): string {
  switch (status) {
    case 'pending':
      return t('pending');
    case 'in-progress':
      return t('in-progress');
    case 'blocked':
      return t('blocked');
    case 'completed':
      return t('completed');
    case 'abandoned':
      return t('abandoned');
    case 'unknown':
      return t('unknown');
  }
}
