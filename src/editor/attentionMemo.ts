import type { Attention, AttentionInput } from '../core/rules/anomaly';
import { attentionInViews } from '../core/rules/attention';

type Looked = Omit<AttentionInput, 'now'>;

/** What deserves a person's look in one backlog: found once for each snapshot, facts and settings, and shared by all views. */
export class AttentionMemo {
  private last: { readonly looked: Looked; readonly attention: Attention; readonly text: string } | undefined;

  constructor(private readonly now: () => Date) {}

  /** The same object while nothing that a person sees is different. */
  of(looked: Looked): Attention {
    const { last } = this;
    if (last?.looked.snapshot === looked.snapshot && last.looked.facts === looked.facts && last.looked.settings === looked.settings) return last.attention;
    return this.find(looked);
  }

  /** Looks again, since time alone makes work stale. True when something is different. */
  lookAgain(looked: Looked): boolean {
    const before = this.last?.attention;
    return before !== undefined && this.find(looked) !== before;
  }

  private find({ snapshot, facts, settings }: Looked): Attention {
    const looked = { snapshot, facts, settings };
    const found = attentionInViews({ ...looked, now: this.now() });
    // As texts: comparing ten thousand anomalies part by part takes longer than finding them.
    const text = JSON.stringify(found);
    const attention = this.last?.text === text ? this.last.attention : found;
    this.last = { looked, attention, text };
    return attention;
  }
}
