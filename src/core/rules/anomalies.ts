import type { AnomalyRule } from './anomaly';

/** THE TABLE of anomalies (DESIGN section 3), worst first. A new one is a row here. */
export const ANOMALIES: readonly AnomalyRule[] = [];
