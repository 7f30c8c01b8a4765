import type { PlanModel } from '../../core/planProtocol';
import { counted, t } from '../../core/words';
import { sizeText } from './sizeText';

/** The live region: it says what the plan is now, so that a tick is heard as well as seen. */
export function Announcement({ model, isCopied }: { model: PlanModel; isCopied: boolean }) {
  return (
    <p class="unseen" role="status">
      {isCopied ? t('Plan copied') : summary(model)}
    </p>
  );
}

function summary(model: PlanModel): string {
  switch (model.kind) {
    case 'loading':
      return '';
    case 'none':
      return t('No backlog here');
    case 'broken':
      return t('The backlog cannot be read');
    case 'plan': {
      const { totals, excluded } = model;
      const planned = t('{0}, {1} instead of {2}', sizeText(totals), totals.planned, totals.serial);
      return excluded.length > 0 ? counted(excluded.length, '{1}, {0} task taken out', '{1}, {0} tasks taken out', planned) : planned;
    }
  }
}
