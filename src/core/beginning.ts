import * as z from 'zod/mini';

/** What a backlog can begin with where there is none. */
const beginning = z.enum(['manifest', 'sample', 'tour']);

export type Beginning = z.infer<typeof beginning>;

/** A page asks for it. */
export const begin = z.strictObject({ type: z.literal('begin'), with: beginning });
