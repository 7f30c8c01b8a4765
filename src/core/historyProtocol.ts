import * as z from 'zod/mini';
import { backlog, problems, stale } from './panelProtocol';

/** The project over time, as the pulse panel draws it. */
export const historyBoard = z.object({ kind: z.literal('history'), backlog, isTrusted: z.boolean(), stale, problems });

export type HistoryBoard = z.infer<typeof historyBoard>;
