import type * as vscode from 'vscode';
import { t } from '../core/words';
import { tell, type MessageAction } from './messages';

/** What is told unasked, by the id that is kept of what a person hid, and what it is called when they want it back. */
export const NOTICES = {
  'batch-done': () => t('A batch is done'),
  'agents-ended': () => t('All agents of a batch have ended'),
} as const;

export type NoticeId = keyof typeof NOTICES;

const HIDDEN = 'notices.hidden';

/**
 * Messages that answer nothing a person just did. Each can be turned off for good, in all windows, and none is told
 * again while it stands open.
 */
export class Unasked {
  private readonly open = new Set<string>();

  constructor(private readonly memento: Pick<vscode.Memento, 'get' | 'update'>) {}

  /** What was turned off, as far as it is still told. */
  get hidden(): readonly NoticeId[] {
    return this.kept.filter((id): id is NoticeId => Object.hasOwn(NOTICES, id));
  }

  /** Resolves when it was answered, or at once where it is not shown. */
  async tell(id: NoticeId, text: string, actions: readonly MessageAction[] = []): Promise<void> {
    if (this.hidden.includes(id) || this.open.has(text)) return;
    this.open.add(text);
    try {
      await tell('info', text, [...actions, { title: t('Don’t Show Again'), run: () => this.hide(id) }]);
    } finally {
      this.open.delete(text);
    }
  }

  async showAgain(ids: readonly NoticeId[]): Promise<void> {
    await this.memento.update(HIDDEN, this.kept.filter((id) => !(ids as readonly string[]).includes(id)));
  }

  private async hide(id: NoticeId): Promise<void> {
    await this.memento.update(HIDDEN, [...this.kept.filter((other) => other !== id), id]);
  }

  private get kept(): readonly string[] {
    return this.memento.get<readonly string[]>(HIDDEN) ?? [];
  }
}
