import type { PlanModel } from '../../core/planProtocol';
import { plural } from '../shared/atoms';

/** The live region: it says what the plan is now, so that a tick is heard as well as seen. */
export function Announcement({ model, isCopied }: { model: PlanModel; isCopied: boolean }) {
  return (
    <p class="unseen" role="status">
      {isCopied ? 'Plan copied' : summary(model)}
    </p>
  );
}

function summary(model: PlanModel): string {
  switch (model.kind) {
    case 'loading':
      return '';
    case 'none':
      return 'No backlog here';
    case 'broken':
      return 'The backlog cannot be read';
    case 'plan': {
      const { totals, excluded } = model;
      const out = excluded.length > 0 ? `, ${plural(excluded.length, 'task')} taken out` : '';
      return `${plural(totals.tasks, 'task')} in ${plural(totals.waves, 'wave')}, ${totals.planned} instead of ${totals.serial}${out}`;
    }
  }
}
