import { Locator } from '../../core/json/locator';
import { placeOfAnomaly, placeOfEntry } from '../../core/projections/anomalyProblems';
import type { Anomaly } from '../../core/rules/anomaly';
import type { Backlog } from '../backlog';
import { uriOf } from '../backlogFile';
import { viewIn } from '../tree/backlogOf';
import { openFile, openTask, showAt } from '../tree/openPlace';

/** Opens the entry of the state that is odd, as the text is now; where there is none, the task in the manifest, or the state file. */
export async function openAnomaly(backlog: Backlog, anomaly: Anomaly): Promise<void> {
  const place = placeOfAnomaly(backlog.snapshot, anomaly);
  if (place?.in === 'manifest') return openTask(backlog, viewIn(backlog, place.taskId));
  const { statePath } = backlog.settings;
  const document = await openFile(uriOf(backlog, 'state'), statePath);
  await showAt(document, place && placeOfEntry(new Locator(document.getText()), place.taskId));
}
