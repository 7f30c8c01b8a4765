import { branchNameFault, branchOf, branchToClaim } from '../branches';
import { branchFor } from '../settings';
import type { TaskView } from '../snapshot';
import { standingOf } from '../select/eligibility';
import { headline } from '../select/explain';
import { t } from '../words';
import type { Found, GateInput, Rule } from './rule';
import { branchNameFound, dependencyNotDone, missingContext, overBudget } from './taskFindings';

const CONTEXT = 'Coordination Workflow, step 9';
const GUARDRAILS = 'Enforcement & Guardrails';

/** Reading a task's documents costs more than the setting allows for. */
export const CONTEXT_BUDGET = 'WARN::CONTEXT-BUDGET';

/** Makes a rule that speaks of the chosen task, with the task's id as its subject. */
function taskRule(
  rule: Omit<Rule, 'gate' | 'check' | 'needsTask'> & {
    find(view: TaskView, input: GateInput): readonly Found[] | Found | undefined;
  },
): Rule {
  const { find, ...rest } = rule;
  return {
    ...rest,
    gate: 7,
    needsTask: true,
    check: (input) => {
      const found = input.task && find(input.task, input);
      const list = found === undefined ? [] : 'message' in found ? [found] : found;
      return list.map((one) => ({ subject: input.task?.task.id ?? '', ...one }));
    },
  };
}

/** Gate 7: the task to be started. */
export const taskRules: readonly Rule[] = [
  taskRule({
    code: 'BLOCKED::TASK-NOT-PENDING',
    get title() {
      return t('The task is pending');
    },
    spec: 'Coordination Workflow, step 8',
    reason: 'Somebody works on it, or it is over.',
    remedy: 'Choose another task, or change its status first.',
    severity: 'block',
    canOverride: false,
    find: (view, { snapshot }) =>
      view.status === 'pending'
        ? undefined
        : {
            message: t('{0} can\'t be started: {1}', view.task.id, headline(standingOf(view, snapshot))),
            remedy: t('Choose another task, or change its status first.'),
            actions: [{ id: 'choose-another' }, { id: 'reveal-task', taskId: view.task.id }],
          },
  }),
  taskRule({
    code: 'BLOCKED::ALREADY-MERGED',
    get title() {
      return t('The task\'s work is not merged yet');
    },
    spec: 'DESIGN 3, "State belongs to branches"',
    reason: 'The history of the base branch says that its work is there, though the state file does not record it.',
    remedy: 'Record what is done of it and complete it, or choose another task.',
    severity: 'block',
    canOverride: true,
    find: ({ task, status, merge }) =>
      merge && status === 'pending'
        ? {
            message: t('The work of {0} is merged already: {1}', task.id, merge.subject),
            remedy: t('Record what is done of it, and complete it, once a person has seen that it is. Or choose another task.'),
            actions: [{ id: 'choose-another' }, { id: 'reveal-task', taskId: task.id }],
          }
        : undefined,
  }),
  taskRule({
    code: 'BLOCKED::DEPENDENCY-NOT-DONE',
    get title() {
      return t('Every dependency is completed');
    },
    spec: 'GAP & Anomaly Codes',
    reason: 'It would be built on something that is not there yet.',
    remedy: 'Complete the dependency first; remove one that was abandoned.',
    severity: 'block',
    canOverride: true,
    find: (view, { snapshot }) => view.unmet.map((id) => dependencyNotDone(view, snapshot, id)),
  }),
  taskRule({
    code: 'BLOCKED::MISSING-CONTEXT',
    get title() {
      return t('All specs, ADRs and guides are there');
    },
    spec: CONTEXT,
    reason: 'An agent that can\'t read what was decided decides anew.',
    remedy: 'Add the document, or mend the reference in the manifest.',
    severity: 'block',
    canOverride: true,
    find: (view, { documents }) => missingContext(view, documents?.context ?? []),
  }),
  taskRule({
    code: CONTEXT_BUDGET,
    get title() {
      return t('Reading its documents keeps within the context budget');
    },
    spec: CONTEXT,
    reason: 'What is read for a task is paid for, and crowds out the work.',
    remedy: 'Refer to sections, split the task, or raise `orchestrator.contextBudget`.',
    severity: 'warn',
    canOverride: true,
    find: (view, { documents, settings }) => documents && overBudget(view, documents, settings),
  }),
  taskRule({
    code: 'BLOCKED::SPEC-REF-GAP',
    get title() {
      return t('A High risk task names its tests');
    },
    spec: CONTEXT,
    reason: 'High risk work is built test first, so its tests must be named.',
    remedy: 'Fill `test_verification`, or add a test spec to `related_specs`.',
    severity: 'block',
    canOverride: true,
    find: ({ task }) =>
      task.risk !== 'High' || task.tests.length > 0 || task.specs.some(({ path }) => /test/i.test(fileName(path)))
        ? undefined
        : {
            message: t('{0} is High risk and names no tests', task.id),
            remedy: t('Add its test files to test_verification, or a test spec to related_specs.'),
            actions: [{ id: 'open-task', taskId: task.id }],
          },
  }),
  taskRule({
    code: 'BLOCKED::EMPTY-AC',
    get title() {
      return t('The task has acceptance criteria');
    },
    spec: CONTEXT,
    reason: 'Nobody could say when it is done.',
    remedy: 'Write down what has to be true when it is done.',
    severity: 'block',
    canOverride: false,
    find: ({ task }) =>
      task.criteria.length > 0
        ? undefined
        : {
            message: t('{0} has no acceptance criteria', task.id),
            remedy: t('Write down in the manifest what has to be true when it is done.'),
            actions: [{ id: 'open-task', taskId: task.id }],
          },
  }),
  taskRule({
    code: 'BLOCKED::MISSING-SPECS',
    get title() {
      return t('The task names a spec, or the gap that it lacks one');
    },
    spec: GUARDRAILS,
    reason: 'Without a spec the scope is whatever comes to mind.',
    remedy: 'Fill `related_specs`, or say in `gap_codes` why there is none.',
    severity: 'block',
    canOverride: true,
    find: ({ task }) =>
      task.specs.length > 0 || task.gapCodes.length > 0
        ? undefined
        : {
            message: t('{0} names no spec and no gap code', task.id),
            remedy: t('Add its spec to related_specs, or say in gap_codes why there is none.'),
            actions: [{ id: 'open-task', taskId: task.id }],
          },
  }),
  taskRule({
    code: 'BLOCKED::PROVISIONAL',
    get title() {
      return t('A provisional task waits until the High risk ones have begun');
    },
    spec: GUARDRAILS,
    reason: 'What may be dropped must not be built before what is risky.',
    remedy: 'Start the High risk tasks first.',
    severity: 'block',
    canOverride: true,
    find: (view, { snapshot }) => {
      const standing = standingOf(view, snapshot);
      if (standing.kind !== 'provisional') return undefined;
      return {
        message: t('{0} is provisional, and {1} High risk tasks have not begun', view.task.id, standing.highPending.length),
        remedy: t('Start these first: {0}.', `${standing.highPending.slice(0, 3).join(', ')}${standing.highPending.length > 3 ? ', …' : ''}`),
        actions: [{ id: 'choose-another' }, { id: 'explain-task', taskId: view.task.id }],
      };
    },
  }),
  taskRule({
    code: 'BLOCKED::BRANCH-NAME',
    get title() {
      return t('The task\'s id can be a branch');
    },
    spec: 'Coordination Workflow, step 7',
    reason: 'A task that can\'t have a branch can\'t be worked on apart.',
    remedy: 'Give it an id of letters, digits, `-`, `_` and `.`, or change `orchestrator.branchPattern`.',
    severity: 'block',
    canOverride: false,
    find: ({ task }, { settings }) => {
      const fault = branchNameFault(branchFor(task.id, settings));
      return fault === undefined ? undefined : branchNameFound(branchFor(task.id, settings), fault);
    },
  }),
  taskRule({
    code: 'BLOCKED::BRANCH-EXISTS',
    get title() {
      return t('The task has no branch yet');
    },
    spec: 'DESIGN 3, "Start, in order"',
    reason: 'It was begun before, here or elsewhere, and work on it would be done twice.',
    remedy: 'Resume it, or choose another task.',
    severity: 'block',
    canOverride: false,
    find: (view, { settings, git }) => {
      const { task } = view;
      const branch = git.kind === 'repository' ? branchOf(view, git, settings) : undefined;
      if (branch === undefined || branchToClaim(view, git, settings) !== undefined) return undefined;
      return {
        message: t('The branch {0} is there already: {1} was started before, here or elsewhere', branch, task.id),
        remedy: t('Resume work on that branch, or choose another task.'),
        actions: [{ id: 'resume-branch', taskId: task.id, branch }, { id: 'choose-another' }],
      };
    },
  }),
];

function fileName(path: string | undefined): string {
  return path?.slice(path.lastIndexOf('/') + 1) ?? '';
}
