import { cut } from '../cut';
import { cycleText } from '../graph/order';
import { nearest } from '../nearest';
import { placeOf } from '../problem';
import { t } from '../words';
import type { Found, GateInput, Rule } from './rule';

const ACTIVATION = 'Activation Criteria';
const INTEGRITY = 'Coordination Workflow, step 4';

/** Gates 1 and 2: the manifest as such. */
export const manifestRules: readonly Rule[] = [
  {
    code: 'BLOCKED::MANIFEST-MISSING',
    gate: 1,
    get title() {
      return t('The task manifest exists');
    },
    spec: ACTIVATION,
    reason: 'Without a manifest there is nothing to choose from, and tasks would be invented.',
    remedy: 'Make one with Create Task Manifest (`vtm init`), or set its path in `orchestrator.manifestPath`.',
    severity: 'block',
    canOverride: false,
    seen: ({ snapshot }) => snapshot.backlog.manifestPath,
    check: ({ snapshot }) =>
      snapshot.manifestHealth !== 'missing'
        ? []
        : [
            {
              message: t('There is no task manifest at {0}', snapshot.backlog.manifestPath),
              remedy: t('Make one with Create Task Manifest (vtm init), or set its path in the setting orchestrator.manifestPath.'),
              actions: [{ id: 'create-manifest' }],
            },
          ],
  },
  {
    code: 'BLOCKED::MANIFEST-INVALID',
    gate: 1,
    get title() {
      return t('The manifest can be read');
    },
    spec: ACTIVATION,
    reason: 'What can\'t be read is left out, so a start could rest on half a plan.',
    remedy: 'Mend the place that is told; `vtm validate` and Problems list all.',
    severity: 'block',
    canOverride: false,
    needs: 'manifest',
    seen: ({ snapshot }) => t('{0} tasks', snapshot.tasks.length),
    check: invalidManifest,
  },
  {
    code: 'BLOCKED::MANIFEST-NOT-OK',
    gate: 1,
    get title() {
      return t('The manifest\'s status is "OK"');
    },
    spec: ACTIVATION,
    reason: 'Its maker says that the plan is not ready to be worked on.',
    remedy: 'Settle what blocks the manifest and make it again.',
    severity: 'block',
    canOverride: true,
    needs: 'manifest',
    check: ({ snapshot: { manifest } }) =>
      !manifest || manifest.status.toUpperCase() === 'OK'
        ? []
        : [
            {
              message: t('The manifest\'s status is {0}, not "OK"', JSON.stringify(cut(manifest.status, 80))),
              remedy: t('Settle what blocks the manifest and make it again; its gaps say what is open.'),
              actions: [{ id: 'open-manifest' }],
            },
          ],
  },
  {
    code: 'BLOCKED::GAP-UNRESOLVED',
    gate: 1,
    get title() {
      return t('No gap of the manifest is open');
    },
    spec: ACTIVATION,
    reason: 'An open question of the plan is answered by guessing once work begins.',
    remedy: 'Settle it and take it out of `gaps`, or mark it `"resolved": true`.',
    severity: 'block',
    canOverride: true,
    needs: 'manifest',
    check: ({ snapshot }) =>
      (snapshot.manifest?.gaps ?? [])
        .filter((gap) => gap.isBlocking)
        .map((gap) => ({
          subject: gap.code,
          message: gap.text ? t('The gap {0} of the manifest is open: "{1}"', gap.code, cut(gap.text, 200)) : t('The gap {0} of the manifest is open', gap.code),
          remedy: t('Settle it and take it out of the manifest\'s "gaps", or mark it "resolved": true.'),
          actions: [{ id: 'open-manifest' }],
        })),
  },
  {
    code: 'BLOCKED::DUPLICATE-TASK',
    gate: 2,
    get title() {
      return t('Every task id stands once');
    },
    spec: INTEGRITY,
    reason: 'Status, branch and claim go by the id, so two tasks would share them.',
    remedy: 'Give each task an id of its own.',
    severity: 'block',
    canOverride: false,
    needs: 'manifest',
    check: ({ snapshot }) =>
      (snapshot.manifest?.structure.duplicates ?? []).map(({ id, indexes }) => ({
        subject: id,
        message: t('The task id {0} stands {1} times in the manifest', id, indexes.length),
        remedy: t('Give each task an id of its own.'),
        actions: [{ id: 'open-problem', kind: 'duplicate-task', taskId: id }],
      })),
  },
  {
    code: 'BLOCKED::UNKNOWN-DEPENDENCY',
    gate: 2,
    get title() {
      return t('Every dependency is a task of the manifest');
    },
    spec: INTEGRITY,
    reason: 'A task that waits on something that is not there would wait for ever, or start too early.',
    remedy: 'Mend the id, remove the dependency, or add the task.',
    severity: 'block',
    canOverride: false,
    needs: 'manifest',
    check: unknownDependencies,
  },
  {
    code: 'BLOCKED::DEPENDENCY-CYCLE',
    gate: 2,
    get title() {
      return t('No tasks wait on each other in a circle');
    },
    spec: INTEGRITY,
    reason: 'None of these tasks could ever start.',
    remedy: 'Remove one of the dependencies.',
    severity: 'block',
    canOverride: false,
    needs: 'manifest',
    check: ({ snapshot }) =>
      (snapshot.manifest?.structure.cycles ?? []).map((cycle) => ({
        subject: cycleText(cycle, '->'),
        message: t('These tasks wait on each other: {0}', cycleText(cycle)),
        remedy: t('Remove one of these dependencies in the manifest.'),
        actions: [{ id: 'open-problem', kind: 'dependency-cycle', ...(cycle[0] ? { taskId: cycle[0] } : {}) }],
      })),
  },
];

function invalidManifest({ snapshot }: GateInput): readonly Found[] {
  const structural = new Set(['duplicate-task', 'unknown-dependency', 'dependency-cycle']);
  const errors = snapshot.problems.filter(
    (problem) =>
      problem.severity === 'error' && problem.file === snapshot.backlog.manifestPath && !structural.has(problem.kind),
  );
  const first = errors[0];
  if (!first) return [];
  const told = `${placeOf(first)}: ${first.message}`;
  return [
    {
      message: errors.length > 1 ? t('{0} (and {1} more)', told, errors.length - 1) : told,
      remedy: first.remedy,
      actions: [{ id: 'open-problem', kind: first.kind, ...(first.taskId ? { taskId: first.taskId } : {}) }],
    },
  ];
}

function unknownDependencies({ snapshot }: GateInput): readonly Found[] {
  const unknown = snapshot.manifest?.structure.unknownDependencies ?? [];
  const ids = unknown.length > 0 ? [...snapshot.byId.keys()] : [];
  return unknown.map(({ task, dependency }) => {
    const near = nearest(dependency, ids);
    return {
      subject: dependency,
      message: t('{0} depends on {1}, which is no task of the manifest', task.id, dependency),
      remedy: near ? t('Did you mean {0}? Otherwise remove the dependency.', near) : t('Remove the dependency, or add the task.'),
      actions: [{ id: 'open-problem' as const, kind: 'unknown-dependency', taskId: task.id }],
    };
  });
}
