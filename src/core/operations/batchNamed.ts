import type { Batch } from '../batch/batch';
import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { nearestOf } from '../nearest';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import { listed } from './whyNone';

/** The batch of this id, or the newest; undefined where none is remembered and none is named. */
export function batchNamed(batches: readonly Batch[], id: string | undefined): Result<Batch | undefined, Refusal> {
  if (id === undefined) return ok(batches[0]);
  const found = batches.find((batch) => batch.id === id.trim()) ?? batches.find((batch) => batch.id === id.trim().toLowerCase());
  if (found) return ok(found);
  const ids = batches.map((batch) => batch.id);
  const near = nearestOf(id, ids, 3).map(oneLine);
  const name = cut(oneLine(id), 80);
  const remedy = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : ids.length > 0 ? `There ${ids.length === 1 ? 'is' : 'are'} ${listed(ids)}.` : 'None is remembered in this repository.';
  return err({ code: `UNKNOWN-BATCH::${name}`, message: `There is no batch ${name}`, remedy });
}
