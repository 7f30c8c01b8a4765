import * as z from 'zod/mini';
import { begin } from './beginning';
import { historyAsk } from './historyToHost';

/** From the pulse panel to the extension host, which loads at every start: apart from `pulseProtocol.ts`, whose schemas only the panel needs. */

/** What the panel can show of a backlog. */
export const pulseView = z.enum(['now', 'graph', 'history']);

const taskId = z.string().check(z.maxLength(20_000));

const toHost = z.discriminatedUnion('type', [
  /** What the page showed before it was hidden or reloaded. */
  z.strictObject({ type: z.literal('ready'), view: z.optional(pulseView), history: z.optional(historyAsk) }),
  z.strictObject({ type: z.literal('view'), view: pulseView }),
  z.strictObject({ type: z.literal('reveal'), taskId }),
  z.strictObject({ type: z.literal('start'), taskId: z.optional(taskId) }),
  z.strictObject({ type: z.literal('copy') }),
  z.strictObject({ type: z.literal('save') }),
  z.strictObject({ type: z.literal('plan') }),
  z.strictObject({ type: z.literal('openManifest') }),
  z.strictObject({ type: z.literal('history'), ask: historyAsk }),
  z.strictObject({ type: z.literal('openProblem'), index: z.int().check(z.nonnegative()) }),
  z.strictObject({ type: z.literal('sendEscalation'), id: taskId }),
  z.strictObject({ type: z.literal('refresh') }),
  /** The whole list behind a count. */
  z.strictObject({ type: z.literal('list'), of: z.enum(['attention', 'blocked']) }),
  begin,
]);

export type PulseView = z.infer<typeof pulseView>;
export type MessageToHost = z.infer<typeof toHost>;

/** What the host got, or undefined when it is no message of this protocol. Extra keys are refused too. */
export function readMessageToHost(data: unknown): MessageToHost | undefined {
  return toHost.safeParse(data).data;
}
