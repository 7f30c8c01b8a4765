import type { ComponentChildren } from 'preact';
import { visible } from '../../core/pulse/visible';
import type { Risk } from '../../core/manifest/task';
import type { Asking } from './asking';

/** An icon beside words that say the same. */
export function Icon({ name }: { name: string }) {
  return <span class={`codicon codicon-${name}`} aria-hidden="true" />;
}

/** The id of a task, which reveals it in the task tree. */
export function TaskLink({ id, tabIndex = 0, actions }: { id: string; tabIndex?: number; actions: Pick<Asking, 'reveal'> }) {
  const label = visible(id, 120);
  return (
    <button type="button" class="link id" tabIndex={tabIndex} title={`Reveal ${label} in the task tree`} onClick={() => actions.reveal(id)}>
      {label}
    </button>
  );
}

export function RiskMark({ risk }: { risk: Risk }) {
  return (
    <span class={`mark risk-${risk.toLowerCase()}`}>
      <span class="dot" aria-hidden="true" />
      {risk}
      <span class="unseen"> risk</span>
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
  readonly name: string;
  readonly count: number;
}

/** A slim bar of several statuses, widest meaning first; what is left over is open. */
export function StackedBar({ parts, total, label }: { parts: readonly Part[]; total: number; label: string }) {
  const completed = parts.find(({ name }) => name === 'completed')?.count ?? 0;
  const words = parts.filter(({ count }) => count > 0).map(({ name, count }) => `${count} ${name}`);
  const text = `${words.join(', ') || 'nothing begun'}, of ${total}`;
  return (
    <div class="stack" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={total} aria-valuenow={completed} aria-valuetext={text} title={text}>
      {parts.map(({ name, count }) => (
        <span key={name} class={`fill ${name.replaceAll(' ', '-')}`} style={{ '--part': total > 0 ? count / total : 0 }} />
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

/** `1 task`, `2 tasks`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
