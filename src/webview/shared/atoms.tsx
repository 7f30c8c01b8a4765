import type { ComponentChildren } from 'preact';
import { visible } from '../../core/pulse/visible';
import type { Risk } from '../../core/manifest/task';
import { riskName } from '../../core/riskName';
import { riskWords } from '../../core/riskWords';
import type { ReadStatus } from '../../core/state/taskState';
import { statusName } from '../../core/statusName';
import { t } from '../../core/words';
import type { Asking } from './asking';

/** An icon beside words that say the same. */
export function Icon({ name }: { name: string }) {
  return <span class={`codicon codicon-${name}`} aria-hidden="true" />;
}

/** The id of a task, which reveals it in the task tree. */
export function TaskLink({ id, tabIndex = 0, actions }: { id: string; tabIndex?: number; actions: Pick<Asking, 'reveal'> }) {
  const label = visible(id, 120);
  return (
    <button type="button" class="link id" tabIndex={tabIndex} title={t('Reveal {0} in the task tree', label)} onClick={() => actions.reveal(id)}>
      {label}
    </button>
  );
}

export function RiskMark({ risk }: { risk: Risk }) {
  return (
    <span class={`mark risk-${risk.toLowerCase()}`}>
      <span class="dot" aria-hidden="true" />
      <span aria-hidden="true">{riskName(risk)}</span>
      <span class="unseen">{riskWords(risk)}</span>
    </span>
  );
}

/** A bar of one colour. `label` names what it measures. */
export function Meter({ value, max, label, text }: { value: number; max: number; label: string; text: string }) {
  return (
    <div class="meter" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={max} aria-valuenow={value} aria-valuetext={text}>
      <span class="fill completed" style={{ '--part': max > 0 ? value / max : 0 }} />
    </div>
  );
}

interface Part {
  readonly name: ReadStatus | 'merged';
  readonly count: number;
}

/** `3 completed`. */
function partText({ name, count }: Part): string {
  return t('{0} {1}', count, name === 'merged' ? t('merged') : statusName(name));
}

/** A slim bar of several statuses, widest meaning first; what is left over is open. */
export function StackedBar({ parts, total, label }: { parts: readonly Part[]; total: number; label: string }) {
  const completed = parts.find(({ name }) => name === 'completed')?.count ?? 0;
  const words = parts.filter(({ count }) => count > 0).map(partText);
  const text = t('{0}, of {1}', words.join(', ') || t('nothing begun'), total);
  return (
    <div class="stack" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={total} aria-valuenow={completed} aria-valuetext={text} title={text}>
      {parts.map(({ name, count }) => (
        <span key={name} class={`fill ${name}`} style={{ '--part': total > 0 ? count / total : 0 }} />
      ))}
    </div>
  );
}

export function Section({ id, title, count, children }: { id: string; title: string; count?: string; children: ComponentChildren }) {
  return (
    <section class={`section ${id}`} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        {title}
        {count === undefined ? null : <span class="count">{count}</span>}
      </h2>
      {children}
    </section>
  );
}
