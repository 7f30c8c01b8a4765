import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { either } from '../either';
import { criterionFinder } from '../manifest/criteria';
import { nearestOf } from '../nearest';
import { placeOf } from '../problem';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import type { Snapshot, TaskView } from '../snapshot';
import { t } from '../words';

type Criterion = TaskView['criteria'][number];

/** The snapshot, if an answer may rest on it: neither file is broken, and there is a manifest. */
export function readable(snapshot: Snapshot): Result<Snapshot, Refusal> {
  const { manifestHealth, stateHealth, backlog } = snapshot;
  if (manifestHealth === 'missing') {
    const message = t('There is no {0}', oneLine(backlog.manifestPath));
    return err({ code: 'BLOCKED::MANIFEST-MISSING', message, remedy: t('Work inside the project, name the manifest with --root or --manifest, or make one with vtm init.') });
  }
  if (manifestHealth !== 'ok') return err(brokenFile('BLOCKED::MANIFEST-INVALID', backlog.manifestPath, snapshot));
  if (stateHealth === 'broken' || stateHealth === 'stale') return err(brokenFile('BLOCKED::STATE-INVALID', backlog.statePath, snapshot));
  return ok(snapshot);
}

function brokenFile(code: string, file: string, { problems }: Snapshot): Refusal {
  const problem = problems.find((one) => one.file === file && one.severity === 'error');
  if (!problem) return { code, message: t('{0} can\'t be read', oneLine(file)), remedy: t('Mend it, then try again.') };
  return { code, message: `${oneLine(placeOf(problem))}: ${oneLine(problem.message)}`, remedy: oneLine(problem.remedy) };
}

/** The task with this id, or a refusal with the ids most like it. */
export function taskNamed(snapshot: Snapshot, id: string): Result<TaskView, Refusal> {
  const view = snapshot.byId.get(id) ?? snapshot.byId.get(id.trim());
  if (view) return ok(view);
  const isFaulty = snapshot.problems.some(({ severity, file }) => severity === 'error' && file === snapshot.backlog.manifestPath);
  const near = nearestOf(id, [...snapshot.byId.keys()], 3).map(oneLine);
  const message = t('There is no task {0}', cut(oneLine(id), 80));
  const remedy = near.length > 0 ? t('Did you mean {0}?', either(near)) : isFaulty ? t('Ask for the next task with next. The manifest has errors, and what can\'t be read is left out: vtm validate shows where.') : t('Ask for the next task with next.');
  return err({ code: `UNKNOWN-TASK::${cut(oneLine(id), 80)}`, message, remedy });
}

/** Ids one by one, where some were given in one word with commas between them, as agents like to. */
export function apart(given: readonly string[], isKnown: (id: string) => boolean): readonly string[] {
  return given.flatMap((word) => {
    const parts = isKnown(word.trim()) ? [] : word.split(',').filter((part) => part.trim() !== '');
    return parts.length > 0 ? parts : [word];
  });
}

/** The criteria with these ids, full or bare, each once; or a refusal with the ones most like the first that is unknown. */
export function criteriaNamed(view: TaskView, given: readonly string[]): Result<readonly Criterion[], Refusal> {
  const find = criterionFinder(view.task);
  const found = new Set<Criterion>();
  for (const id of apart(given, (word) => find(word) !== undefined)) {
    const known = find(id.trim());
    const criterion = known && view.criteria.find((one) => one.id === known.id);
    if (!criterion) return err(unknownCriterion(view, id));
    found.add(criterion);
  }
  return ok([...found]);
}

/** The ids of these criteria as they may be shown, three at most; of those that are not known, the words themselves. */
export function namesOf(view: TaskView, given: readonly string[]): string {
  const named = criteriaNamed(view, given);
  const ids = (named.ok ? named.value.map(({ id }) => id) : given).map((id) => cut(oneLine(id), 80));
  return ids.length > 3 ? `${ids.length} criteria (${ids.slice(0, 3).join(', ')}, …)` : ids.join(', ');
}

function unknownCriterion({ task, criteria }: TaskView, given: string): Refusal {
  const ids = [...new Set(criteria.map(({ id }) => id))];
  const near = nearestOf(given, ids, 3);
  const listed = (near.length > 0 ? near : ids.slice(0, 12)).map(oneLine);
  const more = near.length === 0 && ids.length > 12 ? `, and ${ids.length - 12} more` : '';
  const hint = near.length > 0 ? t('Did you mean {0}?', either(listed)) : ids.length === 0 ? t('The task has no criteria.') : t('Its criteria are {0}{1}.', listed.join(', '), more);
  const name = cut(oneLine(given), 80);
  return { code: `UNKNOWN-CRITERION::${name}`, message: t('{0} has no criterion {1}', oneLine(task.id), name), remedy: hint };
}
