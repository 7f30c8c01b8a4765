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
  if (near.length > 0) return near.map((id) => ({ command, prompt: id, label: `Did you mean ${id}?` }));
  const isBlocked = codes.some((code) => code.startsWith('BLOCKED::'));
  const about = (name: string, label: string): FollowUp[] => (taskId === undefined ? [] : [{ command: name, prompt: taskId, label: `${label} ${taskId}` }]);
  const plain = (name: string, label: string): FollowUp[] => [{ command: name, prompt: '', label }];
  const wanted = [
    ...(taskId !== undefined && !isBlocked ? about('start', 'Can it be started?') : []),
    ...about('explain', 'Why?'),
    ...(isBlocked || taskId === undefined ? plain('next', 'What is next?') : []),
    ...plain('blocked', 'What is blocked?'),
    ...plain('pulse', 'How far is it all?'),
  ];
  return wanted.filter((one) => one.command !== command && !(one.command === 'start' && command === 'check')).slice(0, 3);
}
