import * as z from 'zod/mini';

/** From the plan panel to the extension host, which loads at every start: apart from `planProtocol.ts`, whose schemas only the panel needs. */

const label = z.string().check(z.maxLength(20_000));
const taskIds = z.array(label);

const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('backlog') }),
  z.strictObject({ kind: z.literal('phase'), phase: label }),
  z.strictObject({ kind: z.literal('slice'), slice: label }),
]);

/** What a person chose in the panel: the page holds it, and sends it whole. */
export const planChoices = z.strictObject({
  scope,
  /** Tasks at once. */
  max: z.int().check(z.gte(1), z.lte(3)),
  /** Tasks that were ticked out. */
  excluded: taskIds.check(z.maxLength(1000)),
});

const toHost = z.discriminatedUnion('type', [
  /** `choices`: what the page kept; absent where it is new. */
  z.strictObject({ type: z.literal('ready'), choices: z.optional(planChoices) }),
  z.strictObject({ type: z.literal('choose'), choices: planChoices }),
  z.strictObject({ type: z.literal('start'), taskIds: taskIds.check(z.minLength(1), z.maxLength(3)) }),
  z.strictObject({ type: z.literal('reveal'), taskId: label }),
  z.strictObject({ type: z.literal('copy') }),
  z.strictObject({ type: z.literal('openProblem'), index: z.int().check(z.nonnegative()) }),
  z.strictObject({ type: z.literal('refresh') }),
]);

export type PlanChoices = z.infer<typeof planChoices>;
export type PlanToHost = z.infer<typeof toHost>;

/** What the host got, or undefined when it is no message of this protocol. Extra keys are refused too. */
export function readPlanToHost(data: unknown): PlanToHost | undefined {
  return toHost.safeParse(data).data;
}
