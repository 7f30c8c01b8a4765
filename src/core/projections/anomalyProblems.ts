import type { Locator } from '../json/locator';
import { locatorOf } from '../json/locatorOf';
import type { Position, Problem } from '../problem';
import type { Anomaly } from '../rules/anomaly';
import type { Snapshot } from '../snapshot';

/** So many of one backlog stand in the Problems panel; all are in the tree. */
const MOST_SHOWN = 100;

/** Where an anomaly is told of: its state entry where the file has one, else its task in the manifest. */
export type AnomalyPlace = { readonly in: 'state' | 'manifest'; readonly taskId: string } | undefined;

export function placeOfAnomaly({ state, byId }: Snapshot, { taskId, subject }: Pick<Anomaly, 'taskId' | 'subject'>): AnomalyPlace {
  const id = taskId ?? subject;
  if (state.entries.has(id)) return { in: 'state', taskId: id };
  return byId.has(id) ? { in: 'manifest', taskId: id } : undefined;
}

/** The key of a task's entry in a state file's text; the nearest that can be told where it is not there. */
export function placeOfEntry(locator: Locator, taskId: string): Position {
  const value = locator.value(['tasks', taskId]);
  const key = JSON.stringify(taskId);
  // Only right before the value: further off the same words mean something else.
  const from = Math.max(0, value.offset - key.length - 40);
  const at = locator.text.slice(from, value.offset).lastIndexOf(key);
  return at < 0 ? value : locator.at(from + at, key.length);
}

/** Finds a place in the two files' texts. */
export type Locate = (place: NonNullable<AnomalyPlace>) => Position | undefined;

/** Finds places in what the snapshot was read from. The texts are scanned when the first place is asked for. */
export function locateIn({ texts, manifest, state, byId }: Snapshot): Locate {
  return (place) => {
    if (place.in === 'state') {
      if (texts.state === undefined) return undefined;
      return placeOfEntry(locatorOf(state, texts.state), place.taskId);
    }
    const task = byId.get(place.taskId)?.task;
    if (texts.manifest === undefined || !manifest || !task) return undefined;
    return locatorOf(manifest, texts.manifest).value(['tasks', task.sourceIndex, 'task_id']);
  };
}

/**
 * Warnings as entries of the Problems panel, as information: they break nothing. What is only good to know is left out,
 * and so is what has no place in the two files.
 */
export function anomalyProblems(snapshot: Snapshot, anomalies: readonly Anomaly[], locate: Locate): readonly Problem[] {
  const { manifestPath, statePath } = snapshot.backlog;
  const problems: Problem[] = [];
  for (const anomaly of anomalies) {
    if (problems.length === MOST_SHOWN) break;
    const place = anomaly.severity === 'warn' ? placeOfAnomaly(snapshot, anomaly) : undefined;
    if (!place) continue;
    const position = locate(place);
    problems.push({
      severity: 'info',
      kind: anomaly.code,
      message: anomaly.message,
      remedy: anomaly.remedy,
      file: place.in === 'state' ? statePath : manifestPath,
      ...(position ? { position } : {}),
      taskId: place.taskId,
    });
  }
  return problems;
}
