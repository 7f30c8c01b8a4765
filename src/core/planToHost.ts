import * as z from 'zod/mini';
import { begin } from './beginning';

/** From the plan panel to the extension host, which loads at every start: apart from `planProtocol.ts`, whose schemas only the panel needs. */

const label = z.string().check(z.maxLength(20_000));

/** What can be chosen of a `PlanScope`. */
export const chosenScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('backlog') }),
  z.strictObject({ kind: z.literal('phase'), phase: label }),
  z.strictObject({ kind: z.literal('slice'), slice: label }),
]);

const max = z.int().check(z.gte(1), z.lte(3));

/** What a person chose in the panel. */
export const planChoices = z.strictObject({
  scope: chosenScope,
  /** Tasks at once. */
  max,
  /** Tasks that were ticked out. */
  excluded: z.array(label).check(z.maxLength(1000)),
});

const toHost = z.discriminatedUnion('type', [
  /** `choices`: what the page kept; absent where it is new. */
  z.strictObject({ type: z.literal('ready'), choices: z.optional(planChoices) }),
  z.strictObject({ type: z.literal('scope'), scope: chosenScope }),
  z.strictObject({ type: z.literal('max'), max }),
  z.strictObject({ type: z.literal('tick'), taskId: label, isIn: z.boolean() }),
  z.strictObject({ type: z.literal('tickAll') }),
  /** The first wave, as the page shows it. */
  z.strictObject({ type: z.literal('start'), taskIds: z.array(label).check(z.minLength(1), z.maxLength(3)) }),
  z.strictObject({ type: z.literal('reveal'), taskId: label }),
  z.strictObject({ type: z.literal('copy') }),
  z.strictObject({ type: z.literal('openProblem'), index: z.int().check(z.nonnegative()) }),
  z.strictObject({ type: z.literal('refresh') }),
  begin,
]);

export type PlanChoices = z.infer<typeof planChoices>;
export type ChosenScope = z.infer<typeof chosenScope>;
export type PlanToHost = z.infer<typeof toHost>;

/** What the host got, or undefined when it is no message of this protocol. Extra keys are refused too. */
export function readPlanToHost(data: unknown): PlanToHost | undefined {
  return toHost.safeParse(data).data;
}
