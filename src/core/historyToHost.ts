import * as z from 'zod/mini';
import { RISKS } from './manifest/task';

/** What the history's page asks of the extension host: apart from `historyProtocol.ts`, since it loads at every start. */

/** Letters of a label that can be filtered by: a longer one is not offered. */
export const MOST_LABEL = 500;

const label = z.string().check(z.maxLength(MOST_LABEL));

/** What the figures are about: all tasks, or those of one phase, slice or risk. */
export const historyFilter = z.strictObject({ phase: z.optional(label), slice: z.optional(label), risk: z.optional(z.enum(RISKS)) });

/** Written as `2026-01-31`. */
export const isoDay = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

/** `day`: the project as it was at its end; absent for today. */
export const historyAsk = z.strictObject({ filter: historyFilter, day: z.optional(isoDay) });

export type HistoryAsk = z.infer<typeof historyAsk>;
