import { claimMessage } from '../delegate/commitMessages';
import type { Clock, Refusal, UpdatedState, Workplace } from '../ports';
import { err, ok, type Result } from '../result';
import type { Settings } from '../settings';
import { withState, type TaskView } from '../snapshot';
import { claimPatch } from '../state/claim';
import { t } from '../words';
import type { UndoSteps } from './undoSteps';

/** Where a claim is made: in the working tree that is on the branch. */
export interface ClaimPorts extends Pick<Workplace, 'git' | 'store'> {
  readonly clock: Clock;
}

export interface ClaimRequest {
  readonly settings: Pick<Settings, 'statePath' | 'commitClaim'>;
  readonly undo: UndoSteps;
  /** True once the person cancelled; asked between the steps. */
  isCancelled(): boolean;
  onStep(step: 'claim' | 'commit'): void;
}

export interface Claimed {
  readonly kind: 'claimed';
  readonly updated: UpdatedState;
  readonly at: Date;
  /** Absent where the setting leaves the claim uncommitted. */
  readonly commit?: string;
  /** What to say where the state file is otherwise than it was claimed: a sentence without a full stop. */
  readonly rewritten?: string;
}

export type ClaimOutcome =
  | Claimed
  | { readonly kind: 'failed'; readonly step: 'claim' | 'commit'; readonly refusal: Refusal }
  | { readonly kind: 'cancelled' };

/**
 * Claims a task where its branch is checked out, and commits the state file alone where the setting says so (DESIGN
 * section 3, "Start, in order"). What was done stands in `undo`; undoing is the caller's.
 */
export async function claimTask(ports: ClaimPorts, view: TaskView, { settings, undo, isCancelled, onStep }: ClaimRequest): Promise<ClaimOutcome> {
  onStep('claim');
  const at = ports.clock.now();
  const updated = await record(ports, view, at);
  if (!updated.ok) return { kind: 'failed', step: 'claim', refusal: updated.error };
  undo.push(`the claim in ${settings.statePath}`, () => ports.store.restore(updated.value));
  if (isCancelled()) return { kind: 'cancelled' };
  if (!settings.commitClaim) return { kind: 'claimed', updated: updated.value, at };
  onStep('commit');
  const committed = await ports.git.commit(claimMessage(view.task.id), [settings.statePath]);
  if (!committed.ok) return { kind: 'failed', step: 'commit', refusal: committed.error };
  const rewritten = await rewrittenText(ports, updated.value, settings);
  return { kind: 'claimed', updated: updated.value, at, commit: committed.value.commit, ...(rewritten === undefined ? {} : { rewritten }) };
}

/** A hook of the commit may format the file, or break it; then the next start would stumble over it, and nobody knew why. */
async function rewrittenText({ store }: ClaimPorts, { after }: UpdatedState, { statePath }: ClaimRequest['settings']): Promise<string | undefined> {
  const now = await store.text();
  if (now.ok && now.value === after) return undefined;
  return t('{0} was changed while the claim was committed, most likely by a hook of the repository; look at the change, mend it if it is broken, and commit it', statePath);
}

/** The file is read again under the store's lock, so a claim made meanwhile by someone else is seen. */
function record({ store }: ClaimPorts, view: TaskView, now: Date): Promise<Result<UpdatedState, Refusal>> {
  return store.update((state) => {
    const patch = claimPatch(withState(view, state), now);
    if (patch.ok) return ok(patch.value);
    return err({
      code: `BLOCKED::TASK-NOT-PENDING::${view.task.id}`,
      message: t('{0} was changed by someone else meanwhile: {1}', view.task.id, patch.error),
      remedy: t('Look at the task, or start another.'),
    });
  }, `start ${view.task.id}`);
}
