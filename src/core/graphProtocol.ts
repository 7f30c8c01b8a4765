import * as z from 'zod/mini';
import { backlog, problems, stale } from './panelProtocol';

/** The dependency graph, as the pulse panel draws it. */
export const graphBoard = z.object({ kind: z.literal('graph'), backlog, isTrusted: z.boolean(), stale, problems });

export type GraphBoard = z.infer<typeof graphBoard>;
