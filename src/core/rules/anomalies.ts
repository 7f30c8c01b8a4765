import { branchUnreadable, completedUnmerged, mergedOpen, twoBranches } from './anomalies/branchRules';
import { blockerCluster, dependencyOrder, riskOrder } from './anomalies/orderRules';
import { criteriaDrift, criteriaMissing, neverInProgress, orphanEntry, stillOpen } from './anomalies/recordRules';
import { completedWithoutTests } from './anomalies/testRules';
import { clock, staleWork } from './anomalies/timeRules';
import type { AnomalyRule } from './anomaly';

/** THE TABLE of anomalies (DESIGN section 3), worst first. A new one is a row here. */
export const ANOMALIES: readonly AnomalyRule[] = [
  blockerCluster,
  staleWork,
  mergedOpen,
  completedWithoutTests,
  criteriaMissing,
  dependencyOrder,
  riskOrder,
  stillOpen,
  twoBranches,
  branchUnreadable,
  criteriaDrift,
  orphanEntry,
  neverInProgress,
  completedUnmerged,
  clock,
];
