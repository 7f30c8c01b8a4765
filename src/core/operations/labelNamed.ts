import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { nearestOf } from '../nearest';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';

/**
 * The phase or slice as the manifest's reading has it: in any case, also by its number alone; or a refusal with the ones
 * most like it.
 *
 * @param given in a person's words
 */
export function labelNamed(all: readonly string[], kind: 'slice' | 'phase', given: string): Result<string, Refusal> {
  const labels = [...new Set(all)];
  const wanted = given.toLowerCase();
  const found = labels.find((one) => one === given) ?? labels.find((one) => one.toLowerCase() === wanted || one.toLowerCase() === `${kind} ${wanted}`);
  if (found !== undefined) return ok(found);
  const near = nearestOf(given, labels, 3).map(oneLine);
  const listed = labels.slice(0, 10).map(oneLine).join(', ');
  const remedy = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There ${labels.length === 1 ? 'is' : 'are'} ${listed || `no ${kind}s`}${labels.length > 10 ? ', …' : ''}.`;
  const name = cut(oneLine(given), 80);
  return err({ code: `UNKNOWN-${kind.toUpperCase()}::${name}`, message: `No task belongs to the ${kind} ${name}`, remedy });
}
