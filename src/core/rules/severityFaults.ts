import { nearest } from '../nearest';
import { shown } from '../problem';
import type { Settings } from '../settings';
import { ANOMALIES } from './anomalies';
import { BATCH_RULES } from './batchRules';
import { RULES } from './evaluate';

/**
 * What of `orchestrator.gateSeverity` does nothing: codes that are none, and gates that are not to be lifted. Each as one
 * sentence without a full stop, in English, for `vtm` and MCP: nobody else tells of it there.
 */
export function severityFaults({ gateSeverity }: Pick<Settings, 'gateSeverity'>): readonly string[] {
  const gates = [...RULES, ...BATCH_RULES];
  const known = new Set([...gates, ...ANOMALIES].map(({ code }) => code));
  const held = new Set(gates.filter(({ canOverride }) => !canOverride).map(({ code }) => code));
  return Object.entries(gateSeverity).flatMap(([code, severity]) => {
    if (held.has(code) && severity !== 'block') return [`orchestrator.gateSeverity can't turn ${code} to "${severity}": safety rests on it, so it blocks all the same`];
    if (known.has(code)) return [];
    const near = nearest(code, [...known]);
    return [`orchestrator.gateSeverity names ${shown(code)}, which is no gate and no anomaly; ${near === undefined ? 'it counts for nothing' : `did you mean ${near}?`}`];
  });
}
