import * as z from 'zod/mini';
import { historyFilter, isoDay } from './historyToHost';
import { backlog, problems, risk, stale } from './panelProtocol';

/** Days are in ISO, and times in milliseconds: their words are the page's matter. */

const sample = z.object({ from: isoDay, to: isoDay, days: z.number(), completed: z.number(), added: z.number() });

const forecast = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('range'),
    method: z.literal('monte-carlo'),
    runs: z.number(),
    sample,
    remaining: z.number(),
    by: z.object({ percent50: isoDay, percent85: isoDay, percent95: isoDay }),
  }),
  z.object({
    kind: z.literal('silent'),
    reason: z.enum(['nothing-left', 'too-few-days', 'too-few-completed', 'too-far']),
    remaining: z.number(),
    sample: z.optional(sample),
  }),
]);

const burnUpDay = z.object({ day: isoDay, scope: z.number(), completed: z.number(), inProgress: z.number(), blocked: z.number(), abandoned: z.number() });

/** `isKnown`: today's manifest has it, so that it can be revealed. `since`: when it came to that status. */
const dayTask = z.object({ id: z.string(), title: z.string(), isKnown: z.boolean(), since: isoDay });

/** The first of them; `count` may be more. */
const dayTasks = z.object({ count: z.number(), tasks: z.array(dayTask) });

const phaseOnDay = z.object({ label: z.string(), total: z.number(), completed: z.number(), inProgress: z.number(), blocked: z.number() });

const projectDay = z.object({
  day: isoDay,
  total: z.number(),
  counts: z.record(z.enum(['pending', 'in-progress', 'blocked', 'completed', 'abandoned']), z.number()),
  /** The first; `phaseCount` may be more. */
  phases: z.array(phaseOnDay),
  phaseCount: z.number(),
  inProgress: dayTasks,
  blocked: dayTasks,
  /** On that very day. */
  completed: dayTasks,
});

const figures = z.object({
  kind: z.literal('figures'),
  /** What is newer is being read. */
  isReading: z.boolean(),
  /** The base branch. */
  base: z.string(),
  from: isoDay,
  to: isoDay,
  /** What to know of the figures; `unrecorded`: no commit tells of anything that was started or completed. */
  notes: z.array(z.enum(['cut', 'shallow', 'unrecorded'])),
  /** What is in force: a phase that is no more is not. */
  filter: historyFilter,
  /** What can be filtered by; the slices are those of the chosen phase. */
  phases: z.array(z.string()),
  slices: z.array(z.string()),
  risks: z.array(risk),
  /** In the order of time, the first day and the last among them; of a long history every so many. */
  burnUp: z.array(burnUpDay),
  /** By their Mondays, without gaps; the last is not over. */
  weeks: z.array(z.object({ from: isoDay, completed: z.number() })),
  cycle: z.object({
    /** The last, by the day of their completion. */
    tasks: z.array(z.object({ id: z.string(), day: isoDay, took: z.number() })),
    count: z.number(),
    withoutStart: z.number(),
    median: z.optional(z.number()),
    percentile85: z.optional(z.number()),
  }),
  forecast,
  on: projectDay,
});

/** Why there is nothing to show, with what was given as a reason, in words. */
const nothing = z.object({
  kind: z.literal('nothing'),
  why: z.enum(['untrusted', 'no-repository', 'no-base', 'no-tasks', 'failed']),
  /** Of `no-base`: the names that were looked for. */
  bases: z.array(z.string()),
  reason: z.string(),
});

/** `base`: whose past is read, as soon as that is known. */
const reading = z.object({ kind: z.literal('reading'), base: z.optional(z.string()) });

/** The project over time, as the pulse panel draws it. */
export const historyBoard = z.object({
  kind: z.literal('history'),
  backlog,
  isTrusted: z.boolean(),
  stale,
  problems,
  told: z.discriminatedUnion('kind', [reading, nothing, figures]),
});

export type HistoryBoard = z.infer<typeof historyBoard>;
export type HistoryTold = HistoryBoard['told'];
export type HistoryFigures = z.infer<typeof figures>;
export type HistoryNothing = z.infer<typeof nothing>;
export type ProjectDay = z.infer<typeof projectDay>;
export type DayTasks = z.infer<typeof dayTasks>;
export type BurnUpPoint = z.infer<typeof burnUpDay>;
export type ForecastTold = z.infer<typeof forecast>;
export type ForecastSampleTold = z.infer<typeof sample>;
