import { oneLine } from '../delegate/plainText';
import type { Explanation } from '../select/explain';

/** An explanation with the names that the other answers use. */
export function explanationData({ standing, rank, summary, reasons }: Explanation): object {
  return { standing, ...(rank === undefined ? {} : { rank }), summary, reasons };
}

/** The summary, and the reasons indented under it. */
export function explanationText({ summary, reasons }: Explanation): string {
  const left = reasons.length - REASONS_SHOWN;
  const shown = [...reasons.slice(0, REASONS_SHOWN), ...(left > 0 ? [`and ${left} more of the kind`] : [])];
  return [oneLine(summary), ...shown.map((reason) => `  ${oneLine(reason)}`)].join('\n');
}

/** A task may wait on thousands of others: their names are in the data. */
const REASONS_SHOWN = 20;
