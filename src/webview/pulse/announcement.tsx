import type { PulseModel } from '../../core/pulseProtocol';
import { t } from '../../core/words';

/**
 * The live region. Its words change only when the counts do, so that a screen reader is not
 * interrupted each time an age ticks.
 */
export function Announcement({ model, isCopied }: { model: PulseModel; isCopied: boolean }) {
  return (
    <p class="unseen" role="status">
      {isCopied ? t('Pulse copied') : summary(model)}
    </p>
  );
}

function summary(model: PulseModel): string {
  switch (model.kind) {
    case 'loading':
      return '';
    case 'none':
      return t('No backlog here');
    case 'broken':
      return t('The backlog cannot be read');
    case 'empty':
      return t('The backlog has no tasks');
    case 'finished':
      return t('All tasks are done');
    case 'graph':
      return t('The dependency graph is shown');
    case 'history':
      return t('The history is shown');
    case 'ready': {
      const { counts, total } = model;
      return t('{0} of {1} tasks completed, {2} in progress, {3} blocked', counts.completed, total, counts['in-progress'], counts.blocked);
    }
  }
}
