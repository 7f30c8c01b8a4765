import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import { t } from '../words';
import { hasMarkers, takenApart } from './markers';
import { mergeState, type MergedState, type Sides } from './mergeState';
import type { Stages } from './stages';

/** So many conflicts inside one another are taken apart. */
const DEEPEST = 8;

export interface Resolved extends MergedState {
  /** `stages`: from what git keeps of the two sides. `markers`: from what stands between the markers. */
  readonly from: 'stages' | 'markers';
}

/**
 * Merges a state file that holds conflict markers. What git keeps of the two sides is better than what stands between the
 * markers, since git has put the rest together line by line; but where the file holds lines of neither, somebody worked on
 * it since, and it is the file that counts, with git's base.
 *
 * @param stages undefined where git has none
 */
export function resolveMarkers(text: string, stages: Stages | undefined): Result<Resolved, Refusal> {
  // git may keep them with other line ends than the file has here.
  const [base, ours, theirs] = [stages?.base, stages?.ours, stages?.theirs].map((side) => (text.includes('\r\n') ? side?.replace(/\r?\n/g, '\r\n') : side));
  const kept = ours !== undefined && theirs !== undefined ? { base, ours, theirs } : undefined;
  const merged = kept && mergeState(kept);
  if (kept && merged?.ok === true && !hasForeignLines(text, kept)) return ok({ ...merged.value, from: 'stages' });
  const resolved = resolve(text, base, 1);
  if (resolved.ok) return ok({ ...resolved.value, from: 'markers' });
  return merged?.ok === true ? ok({ ...merged.value, from: 'stages' }) : resolved;
}

function resolve(text: string, base: string | undefined, depth: number): Result<MergedState, Refusal> {
  const apart = takenApart(text);
  if (!apart.ok) return err(unfit(t('line {0}: {1}', apart.error.line, apart.error.why)));
  const sides = [apart.value.ours, apart.value.theirs].map((side) => whole(side, depth));
  const [ours, theirs] = sides;
  if (!ours || !theirs) return err(unfit(t('it has no sides')));
  if (!ours.ok) return ours;
  if (!theirs.ok) return theirs;
  const between = apart.value.base === undefined ? undefined : whole(apart.value.base, depth);
  return mergeState({ base: base ?? (between?.ok === true ? between.value : undefined), ours: ours.value, theirs: theirs.value });
}

/** A part without the conflicts inside it. */
function whole(part: string, depth: number): Result<string, Refusal> {
  if (!hasMarkers(part)) return ok(part);
  if (depth >= DEEPEST) return err(unfit(t('there are conflicts in conflicts, more than {0} deep', DEEPEST)));
  const inner = resolve(part, undefined, depth + 1);
  return inner.ok ? ok(inner.value.text) : inner;
}

/** Whether the text has a line, but for markers and white space, that no form of git's has. */
function hasForeignLines(text: string, { base, ours, theirs }: Sides): boolean {
  const known = new Set([base ?? '', ours, theirs].flatMap((side) => side.split('\n').map(content)));
  return text.split('\n').some((line) => !hasMarkers(line) && !known.has(content(line)));
}

/** A comma at the end of a line comes and goes with what follows. */
function content(line: string): string {
  return line.replace('\uFEFF', '').trim().replace(/,$/, '');
}

function unfit(why: string): Refusal {
  return {
    code: 'BLOCKED::STATE-INVALID',
    message: t('The conflict markers of the state file can\'t be read ({0})', why),
    remedy: t('Mend that place by hand, or take the version of one side with git.'),
  };
}
