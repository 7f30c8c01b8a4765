import * as z from 'zod/mini';
import { backlog, copied, problems, risk, stale, unreadable } from './panelProtocol';
import { planChoices } from './planToHost';

/** From the extension host to the plan panel. Both ends parse what they get; what does not fit is dropped. The way back: `planToHost.ts`. */

const named = {
  /** As in the manifest: it comes back in messages. Made visible only when shown. */
  id: z.string(),
  title: z.string(),
};

const card = z.object({
  ...named,
  risk,
  size: z.string(),
  /** In words, as all times here. */
  time: z.string(),
  criteria: z.number(),
  /** Its dependencies that are done only in this plan: the first; `afterCount` may be more. */
  after: z.array(z.string()),
  afterCount: z.number(),
  isCritical: z.boolean(),
});

const wave = z.object({
  number: z.number(),
  time: z.string(),
  /** Why it is no larger: sentences. */
  limits: z.array(z.string()),
  cards: z.array(card),
});

/** `paths` and `commits`: what the cause rests on, if it rests on such; the first of each. */
const cause = z.object({ text: z.string(), paths: z.array(z.string()), commits: z.array(z.string()) });

const conflict = z.object({
  tasks: z.tuple([z.string(), z.string()]),
  /** Only past work says so. */
  isLearned: z.boolean(),
  causes: z.array(cause),
});

const scopeOption = z.object({ scope: planChoices.shape.scope, label: z.string(), open: z.number() });

const plan = z.object({
  kind: z.literal('plan'),
  backlog,
  isTrusted: z.boolean(),
  stale,
  problems,
  choices: planChoices,
  scopes: z.array(scopeOption),
  /** Why it does not run in parallel, or not all of it, and what to do. */
  fallback: z.optional(z.string()),
  /** Not one wave holds more than one task, whatever was asked for. */
  isSequential: z.boolean(),
  totals: z.object({ tasks: z.number(), waves: z.number(), planned: z.string(), serial: z.string(), saved: z.string(), percent: z.number() }),
  /** The longest chain of dependencies. */
  critical: z.object({ count: z.number(), time: z.string() }),
  running: z.array(z.object({ ...named, risk, done: z.number(), total: z.number() })),
  runningCount: z.number(),
  /** The first; `totals` may be more. */
  waves: z.array(wave),
  /** Between tasks that are shown; the strongest cause first. */
  conflicts: z.array(conflict),
  leftOut: z.array(z.object({ ...named, reason: z.string() })),
  leftOutCount: z.number(),
  /** What the person ticked out, of this scope. */
  excluded: z.array(z.object(named)),
});

const model = z.discriminatedUnion('kind', [...unreadable, plan]);

/** The whole state; never a delta. `copied` answers `copy`. */
const toPanel = z.discriminatedUnion('type', [z.object({ type: z.literal('state'), model }), copied]);

export type PlanModel = z.infer<typeof model>;
export type PlanBoard = z.infer<typeof plan>;
export type WaveColumn = z.infer<typeof wave>;
export type TaskCard = z.infer<typeof card>;
export type ConflictLine = z.infer<typeof conflict>;
export type ScopeOption = z.infer<typeof scopeOption>;

/** What the panel got, or undefined when it is no message of this protocol. */
export function readPlanToPanel(data: unknown): z.infer<typeof toPanel> | undefined {
  return toPanel.safeParse(data).data;
}
