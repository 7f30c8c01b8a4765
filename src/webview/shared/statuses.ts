import { t } from '../../core/words';

/** What is counted of tasks, in the order of bars and legends. */
const STATUSES = [
  ['completed', () => t('Completed')],
  ['in-progress', () => t('In progress')],
  ['blocked', () => t('Blocked')],
  ['merged', () => t('Merged, not recorded')],
  ['pending', () => t('Pending')],
  ['abandoned', () => t('Abandoned')],
  ['unknown', () => t('Unknown')],
] as const;

type Counts = Readonly<Partial<Record<(typeof STATUSES)[number][0], number>>>;

/** Those that are counted here. */
export function statusCounts(counts: Counts) {
  return STATUSES.flatMap(([name, label]) => (counts[name] === undefined ? [] : [{ name, label: label(), count: counts[name] }]));
}

/** The parts of a bar: what is pending is the rest of it. */
export function barParts(counts: Counts) {
  return statusCounts(counts).filter(({ name }) => name !== 'pending');
}
