import { visible } from '../../core/pulse/visible';
import type { PulseBoard } from '../../core/pulseProtocol';
import { language, t } from '../../core/words';
import { Icon, Meter, StackedBar } from '../shared/atoms';
import { barParts, statusCounts } from '../shared/statuses';

/** Named only where there are any. */
const RARE: ReadonlySet<string> = new Set(['merged', 'abandoned', 'unknown']);

/** The large figures at the top. */
export function Overview({ model }: { model: PulseBoard }) {
  return (
    <section class="overview" aria-label={t('Progress')}>
      <Progress model={model} />
      <Wip wip={model.wip} />
      <HighRisk model={model} />
    </section>
  );
}

function Progress({ model }: { model: PulseBoard }) {
  const { counts, total, percent } = model;
  const shown = statusCounts(counts).filter(({ name, count }) => !RARE.has(name) || count > 0);
  return (
    <div class="card progress">
      <p class="figure">
        <span class="number">
          {percent.toLocaleString(language(), { minimumFractionDigits: percent === 100 ? 0 : 1, maximumFractionDigits: 1 })}
          <span class="unit">%</span>
        </span>
        <span class="figure-text">
          {t('{0} of {1} tasks completed', counts.completed, total)}
          <span class="quiet">{lastStep(model)}</span>
        </span>
      </p>
      <StackedBar parts={barParts(counts)} total={total} label={t('Tasks completed')} />
      <ul class="legend">
        {shown.map(({ name, label, count }) => (
          <li key={name} class={count === 0 ? 'zero' : ''}>
            <span class={`swatch ${name}`} aria-hidden="true" />
            {label} <b>{count}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

function lastStep({ kind, latestCompleted }: PulseBoard): string {
  if (kind === 'finished') return t('Nothing is left to do.');
  return latestCompleted ? t('Last: {0}, {1}', visible(latestCompleted.id, 60), latestCompleted.when) : t('None completed yet');
}

export const LEVELS = {
  calm: { icon: 'pass', word: () => t('Calm') },
  busy: { icon: 'dashboard', word: () => t('Busy') },
  overloaded: { icon: 'flame', word: () => t('Overloaded') },
} as const;

/** One pip for each place under the limit; those above it are marked. */
function Wip({ wip }: { wip: PulseBoard['wip'] }) {
  const { icon, word } = LEVELS[wip.level];
  const pips = Array.from({ length: Math.min(12, Math.max(wip.limit, wip.count)) }, (_, index) => index);
  return (
    <div class={`card wip ${wip.level}`}>
      <h2 class="label">{t('Work in progress')}</h2>
      <p class="small-figure">
        {wip.count} <span class="quiet">{t('of {0}', wip.limit)}</span>
      </p>
      <p class="pips" aria-hidden="true">
        {pips.map((index) => (
          <span key={index} class={`pip ${index < wip.count ? 'on' : ''} ${index >= wip.limit ? 'over' : ''}`} />
        ))}
      </p>
      <p class="level">
        <Icon name={icon} /> <b>{word()}</b> <span class="quiet">· {room(wip)}</span>
      </p>
    </div>
  );
}

export function room({ count, limit, level }: PulseBoard['wip']): string {
  if (level === 'overloaded') return t('{0} over the limit', count - limit);
  if (level === 'busy') return t('at the limit');
  return t('room for {0} more', limit - count);
}

function HighRisk({ model: { highRisk } }: { model: PulseBoard }) {
  const total = highRisk.completed + highRisk.remaining;
  return (
    <div class="card high-risk">
      <h2 class="label">{t('High risk')}</h2>
      <p class="small-figure">
        {highRisk.completed} <span class="quiet">{t('of {0}', total)}</span>
      </p>
      <Meter value={highRisk.completed} max={total} label={t('High risk tasks completed')} text={t('{0} of {1}', highRisk.completed, total)} />
      <p class="level">
        <span class="quiet">{highRisk.remaining === 0 ? t('none remaining') : t('{0} remaining', highRisk.remaining)}</span>
      </p>
    </div>
  );
}
