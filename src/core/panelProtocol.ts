import * as z from 'zod/mini';

/** What the panels' protocols have in common. */

export const risk = z.enum(['High', 'Medium', 'Low']);

const problemLine = z.object({
  /** Index in the snapshot's problems: it comes back in `openProblem`. */
  index: z.number(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  remedy: z.string(),
  place: z.string(),
});

export const problems = z.object({
  errors: z.number(),
  warnings: z.number(),
  /** The worst, at most a few. */
  worst: z.array(problemLine),
});

export const backlog = z.object({
  name: z.string(),
  manifestPath: z.string(),
  /** Several backlogs are open: the name tells which is shown. */
  isOneOfSeveral: z.boolean(),
  branch: z.optional(z.string()),
});

/** The files are broken now, and the last good reading is shown; `since` in words, if it is known. */
export const stale = z.optional(z.object({ files: z.array(z.string()), since: z.optional(z.string()) }));

/** The models of a panel while there is no backlog to show. */
export const unreadable = [
  z.object({ kind: z.literal('loading') }),
  z.object({ kind: z.literal('none'), isTrusted: z.boolean(), manifestPath: z.string() }),
  z.object({ kind: z.literal('broken'), isTrusted: z.boolean(), backlog, problems }),
] as const;

/** Answers `copy`. */
export const copied = z.object({ type: z.literal('copied') });

export type Unreadable = z.infer<(typeof unreadable)[number]>;
export type BrokenBacklog = Extract<Unreadable, { kind: 'broken' }>;
export type BacklogLine = z.infer<typeof backlog>;
export type ProblemLines = z.infer<typeof problems>;
export type Stale = z.infer<typeof stale>;
