import { plainText } from '../../core/delegate/plainText';
import type { Escalation } from '../../core/rules/anomaly';
import { t } from '../../core/words';
import type { ChatLauncher } from '../agents/chatLauncher';
import { copy } from '../agents/clipboardLauncher';
import type { Backlog } from '../backlog';
import { tell } from '../messages';

/**
 * Hands an escalation to its agent: the chat opens for the custom agent of that name, with the prompt in its input. Where
 * there is no such agent, or no chat, the prompt is put on the clipboard. Says once what happened.
 */
export async function sendEscalation({ folder }: Backlog, { to, prompt, taskIds }: Escalation, chat: Pick<ChatLauncher, 'isAvailable' | 'address'>): Promise<void> {
  const text = plainText(prompt);
  const availability = await chat.isAvailable();
  const result = availability.kind === 'available' ? await chat.address([to.agent, to.name], { prompt: text, taskId: taskIds[0] ?? to.agent, folder }) : undefined;
  if (result?.kind === 'launched') {
    void tell('info', result.how);
    return;
  }
  const why = result ? result.why : availability.kind === 'available' ? t('There is no agent named {0} here.', to.agent) : `${availability.reason}.`;
  if (await copy(text)) void tell('info', t('{0} The prompt for the {1} is on the clipboard: paste it into an agent of your choice.', why, to.name));
  else void tell('warning', t('{0} The clipboard could not be written either.', why));
}
