import type { ComponentChildren } from 'preact';
import { visible } from '../../core/pulse/visible';
import { t } from '../../core/words';
import { Icon } from './atoms';

/** `of` is for screen readers, where the words alone do not say what is folded. */
export function Fold({ words, of, children }: { words: string; of?: string; children: ComponentChildren }) {
  return (
    <details class="fold quiet">
      <summary>
        <Icon name="chevron-right" />
        <span>{words}</span>
        {of === undefined ? null : <span class="unseen"> {t('of: {0}', visible(of))}</span>}
      </summary>
      <div class="folded">{children}</div>
    </details>
  );
}

export function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul class="evidence">
      {lines.map((line, index) => (
        <li key={index}>{visible(line)}</li>
      ))}
    </ul>
  );
}

/** Which sections are open. */
export interface Opened {
  isOpen(section: string, byDefault: boolean): boolean;
  keepOpen(section: string, open: boolean): void;
}

interface KeptProps {
  readonly name: string;
  readonly title: ComponentChildren;
  readonly count?: number;
  /** Whether it is open before a person said anything. */
  readonly byDefault?: boolean;
  readonly actions: Opened;
  readonly children: ComponentChildren;
}

/** Folded until a person opens it, and then as they left it. */
export function Kept({ name, title, count, byDefault = false, actions, children }: KeptProps) {
  const toggled = ({ open }: HTMLDetailsElement) => {
    // A toggle event also comes when the element is first drawn open: that is no choice of the person.
    if (actions.isOpen(name, byDefault) !== open) actions.keepOpen(name, open);
  };
  return (
    <details class="fold kept" open={actions.isOpen(name, byDefault)} onToggle={(event) => toggled(event.currentTarget)}>
      <summary>
        <Icon name="chevron-right" />
        {title} {count === undefined ? null : <span class="count">{count}</span>}
      </summary>
      {children}
    </details>
  );
}
