import { t } from '../../core/words';
/** What is left of a reply for what may be asked next. JSON-safe: the editor keeps it with the chat. */
export interface ChatMetadata {
  readonly command: string;
  readonly taskId?: string;
  /** Full codes: of a refusal, or of the gates that have something to say. */
  readonly codes: readonly string[];
  /** Ids that may have been meant. */
  readonly near: readonly string[];
}

export interface FollowUp {
  readonly command: string;
  readonly prompt: string;
  readonly label: string;
}

/** The questions that come next most often: at most three, none that was just answered. */
export function followUpsOf({ command, taskId, codes, near }: ChatMetadata): readonly FollowUp[] {
  if (near.length > 0) return near.map((id) => ({ command, prompt: id, label: t('Did you mean {0}?', id) }));
  const isBlocked = codes.some((code) => code.startsWith('BLOCKED::'));
  const general = (name: string, label: string): FollowUp => ({ command: name, prompt: '', label });
  const wanted = [
    ...(taskId === undefined || isBlocked ? [] : [{ command: 'start', prompt: taskId, label: t('Can {0} be started?', taskId) }]),
    ...(taskId === undefined ? [] : [{ command: 'explain', prompt: taskId, label: t('Why {0}?', taskId) }]),
    ...(taskId === undefined || isBlocked ? [general('next', t('What is next?'))] : []),
    general('blocked', t('What is blocked?')),
    general('pulse', t('How far along is it all?')),
  ];
  const isAnswered = (name: string) => name === command || (name === 'start' && command === 'check');
  return wanted.filter((one) => !isAnswered(one.command)).slice(0, 3);
}
