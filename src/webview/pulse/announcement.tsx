import type { PulseModel } from '../../core/pulseProtocol';

/**
 * The live region. Its words change only when the counts do, so that a screen reader is not
 * interrupted each time an age ticks.
 */
export function Announcement({ model, isCopied }: { model: PulseModel; isCopied: boolean }) {
  return (
    <p class="unseen" role="status">
      {isCopied ? 'Pulse copied' : summary(model)}
    </p>
  );
}

function summary(model: PulseModel): string {
  switch (model.kind) {
    case 'loading':
      return '';
    case 'none':
      return 'No backlog here';
    case 'broken':
      return 'The backlog cannot be read';
    case 'empty':
      return 'The backlog has no tasks';
    case 'finished':
      return 'All tasks are done';
    case 'graph':
      return 'The dependency graph is shown';
    case 'history':
      return 'The history is shown';
    case 'ready': {
      const { counts, total } = model;
      return `${counts.completed} of ${total} tasks completed, ${counts['in-progress']} in progress, ${counts.blocked} blocked`;
    }
  }
}
