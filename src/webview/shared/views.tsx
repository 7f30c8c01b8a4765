import type { PulseView } from '../../core/pulseToHost';
import { t } from '../../core/words';
import { Icon } from './atoms';

/** The pages of the pulse panel, in the order in which they are offered. */
const VIEWS: readonly { readonly view: PulseView; readonly icon: string; label(): string }[] = [
  { view: 'now', icon: 'pulse', label: () => t('Now') },
  { view: 'graph', icon: 'type-hierarchy', label: () => t('Graph') },
  { view: 'history', icon: 'graph-line', label: () => t('History') },
];

/** Leads from one page of the panel to the others. */
export function Views({ view, show }: { view: PulseView; show(view: PulseView): void }) {
  return (
    <nav class="views" aria-label={t('Views')}>
      {VIEWS.map(({ view: own, icon, label }) => (
        <button key={own} type="button" class="view" aria-current={own === view ? 'page' : undefined} onClick={() => show(own)}>
          <Icon name={icon} /> {label()}
        </button>
      ))}
    </nav>
  );
}
