import { cut } from '../cut';
import { escapeHidden } from '../hidden';

/**
 * Data of the manifest or the state as one line that hides nothing: runs of white space become a
 * space, characters that cannot be seen are shown escaped (RELIABILITY, bad inputs 7 and 12).
 *
 * @param limit in UTF-16 units; what is longer ends with an ellipsis
 */
export function visible(text: string, limit = Number.POSITIVE_INFINITY): string {
  // Cut before as well: a text may be 50 MB long.
  return cut(escapeHidden(text.slice(0, limit * 2).replace(/[\s\u0085]+/g, ' ').trim()), limit);
}
