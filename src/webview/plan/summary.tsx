import type { PlanBoard } from '../../core/planProtocol';
import { counted, language, t } from '../../core/words';
import { Meter } from '../shared/atoms';
import { sizeText } from './sizeText';

/** What the plan takes, against one task after the other. */
export function Summary({ model }: { model: PlanBoard }) {
  const { totals, critical } = model;
  const { planned, serial, saved, percent } = totals;
  return (
    <section class="plan-summary" aria-label={t('Summary')}>
      <div class="card">
        <h2 class="label">{t('Planned')}</h2>
        <p class="small-figure">{planned}</p>
        <p class="quiet">{sizeText(totals)}</p>
      </div>
      <div class="card saving">
        <h2 class="label">{t('Against one after the other')}</h2>
        <p class="small-figure">
          {(percent / 100).toLocaleString(language(), { style: 'percent' })} <span class="quiet">{t('saved')}</span>
        </p>
        <Meter value={100 - percent} max={100} label={t('Planned time of the time one after the other')} text={t('{0} of {1}', planned, serial)} />
        <p class="quiet">{t('{0} one after the other, {1} less in waves', serial, saved)}</p>
      </div>
      <div class="card">
        <h2 class="label">{t('Critical path')}</h2>
        <p class="small-figure">{critical.time}</p>
        <p class="quiet">{counted(critical.count, 'the longest task; no plan is shorter', '{0} tasks that follow from one another; no plan is shorter')}</p>
      </div>
    </section>
  );
}
