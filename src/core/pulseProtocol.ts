import * as z from 'zod/mini';
import { graphBoard } from './graphProtocol';
import { historyBoard } from './historyProtocol';
import { backlog, copied, problems, risk, stale, unreadable } from './panelProtocol';

/** From the extension host to the pulse panel. Both ends parse what they get; what does not fit is dropped. The way back: `pulseToHost.ts`. */

/** `merged`: in the base branch, and not recorded as completed. */
const counted = z.enum(['pending', 'in-progress', 'blocked', 'merged', 'completed', 'abandoned', 'unknown']);

const taskLine = z.object({
  /** As in the manifest: it comes back in messages. Made visible only when shown. */
  id: z.string(),
  title: z.string(),
  risk,
  phase: z.string(),
  slice: z.string(),
  size: z.string(),
});

/** What commits show of a criterion, where git was asked: recorded and shown, recorded alone, or shown alone. */
const evidence = z.object({ state: z.enum(['evidenced', 'claimed', 'unclaimed']), text: z.string() });

const criterion = z.object({ id: z.string(), text: z.string(), isDone: z.boolean(), evidence: z.optional(evidence) });

const inProgressTask = z.extend(taskLine, {
  /** `started 25m ago`, `last commit 5m ago`, or that the time is not known. */
  started: z.string(),
  /** The branch its record was read on, where that is not checked out here. */
  where: z.optional(z.string()),
  done: z.number(),
  total: z.number(),
  /** What commits show of all its criteria, where git was asked and something is done. */
  evidence: z.optional(z.string()),
  /** The first of them; `total` may be more. */
  criteria: z.array(criterion),
});

/** `why`: one clause or sentence each. */
const eligibleTask = z.extend(taskLine, { criteria: z.number(), why: z.array(z.string()) });

const blockedTask = z.extend(taskLine, {
  /** Empty where `missing` says it all. */
  reason: z.string(),
  missing: z.array(z.object({ id: z.string(), status: z.string(), isKnown: z.boolean() })),
});

/** An agent in a worktree of its own. */
const agentLine = z.object({
  id: z.string(),
  done: z.number(),
  total: z.number(),
  /** `2 outside scope`, `shares 1 file with …`: empty where there is nothing to look at. */
  warnings: z.array(z.string()),
  /** `last commit 5m ago: …`; absent where nothing is committed. */
  last: z.optional(z.string()),
});

const groupFigures = {
  label: z.string(),
  total: z.number(),
  completed: z.number(),
  inProgress: z.number(),
  blocked: z.number(),
  abandoned: z.number(),
  /** Only risks that occur, High first. */
  risks: z.array(z.object({ risk, completed: z.number(), total: z.number() })),
};

const sliceRow = z.object(groupFigures);
const phaseRow = z.object({ ...groupFigures, isCurrent: z.boolean(), slices: z.array(sliceRow) });

/** `taskId`: only of a task of the manifest, which can be revealed. */
const matterLine = z.object({ subject: z.string(), message: z.string(), remedy: z.string(), evidence: z.array(z.string()), taskId: z.optional(z.string()) });

const attention = z.object({
  /** `id` comes back in `sendEscalation`. */
  escalations: z.array(z.object({ id: z.string(), to: z.string(), title: z.string(), evidence: z.array(z.string()), taskIds: z.array(z.string()) })),
  escalationCount: z.number(),
  /** Of work that is open. By code; of each the first. */
  warnings: z.array(z.object({ title: z.string(), count: z.number(), found: z.array(matterLine) })),
  warningCount: z.number(),
  finished: z.array(z.object({ title: z.string(), count: z.number(), found: z.array(matterLine) })),
  finishedCount: z.number(),
  infos: z.array(z.object({ title: z.string(), reason: z.string(), count: z.number() })),
  infoCount: z.number(),
});

/** The next waves of the slice where the work is. */
const waves = z.object({
  scope: z.string(),
  /** The first of `waves`; of each all tasks. Times are in words. */
  next: z.array(z.object({ number: z.number(), time: z.string(), taskIds: z.array(z.string()) })),
  waves: z.number(),
  tasks: z.number(),
  planned: z.string(),
  serial: z.string(),
  /** The longest chain of dependencies. */
  critical: z.object({ count: z.number(), time: z.string() }),
});

const board = z.object({
  /** `empty`: the manifest has no tasks. `finished`: every task is completed or abandoned. */
  kind: z.enum(['ready', 'finished', 'empty']),
  backlog,
  isTrusted: z.boolean(),
  stale,
  total: z.number(),
  percent: z.number(),
  counts: z.record(counted, z.number()),
  highRisk: z.object({ completed: z.number(), remaining: z.number() }),
  wip: z.object({ count: z.number(), limit: z.number(), level: z.enum(['calm', 'busy', 'overloaded']) }),
  latestCompleted: z.optional(z.object({ id: z.string(), when: z.string() })),
  inProgress: z.array(inProgressTask),
  /** At most a few of `agentCount`. */
  agents: z.array(agentLine),
  agentCount: z.number(),
  /** Best first; the first is next. At most a few of `eligibleCount`. */
  eligible: z.array(eligibleTask),
  eligibleCount: z.number(),
  /** Pending tasks that wait on others. */
  waitingCount: z.number(),
  blocked: z.array(blockedTask),
  /** Absent where a plan says nothing that `eligible` does not. */
  waves: z.optional(waves),
  phases: z.array(phaseRow),
  problems,
  attention,
  /** Of a manifest that is not OK: its status and its gaps. */
  manifestStatus: z.string(),
  gaps: z.array(z.object({ code: z.string(), text: z.string() })),
  text: z.string(),
});

const model = z.discriminatedUnion('kind', [
  ...unreadable,
  board,
  graphBoard,
  historyBoard,
]);

/** The whole state; never a delta. `copied` answers `copy`. */
const toPanel = z.discriminatedUnion('type', [
  z.object({ type: z.literal('state'), model }),
  copied,
]);

export type PulseModel = z.infer<typeof model>;
export type PulseBoard = z.infer<typeof board>;
export type TaskLine = z.infer<typeof taskLine>;
export type InProgressTask = z.infer<typeof inProgressTask>;
export type AgentLine = z.infer<typeof agentLine>;
export type CriterionLine = z.infer<typeof criterion>;
export type EligibleTask = z.infer<typeof eligibleTask>;
export type BlockedTask = z.infer<typeof blockedTask>;
export type PulseWaves = z.infer<typeof waves>;
export type PhaseRow = z.infer<typeof phaseRow>;
export type SliceRow = z.infer<typeof sliceRow>;
export type AttentionLines = z.infer<typeof attention>;
export type MatterLine = z.infer<typeof matterLine>;
export type MessageToPanel = z.infer<typeof toPanel>;

/** What the panel got, or undefined when it is no message of this protocol. */
export function readMessageToPanel(data: unknown): MessageToPanel | undefined {
  return toPanel.safeParse(data).data;
}
