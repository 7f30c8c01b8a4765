import { cut } from '../cut';
import { escapeHidden } from '../hidden';

/** Words of visible ASCII with one space between them: most texts, of which nothing is folded or escaped. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/**
 * Data of the manifest or the state as one line that hides nothing: runs of white space become a
 * space, characters that cannot be seen are shown escaped (RELIABILITY, bad inputs 7 and 12).
 *
 * @param limit in UTF-16 units; what is longer ends with an ellipsis
 */
export function visible(text: string, limit = Number.POSITIVE_INFINITY): string {
  if (text.length <= limit && PLAIN.test(text)) return text;
  // Cut before folding as well: a text may be 50 MB long.
  const looked = text.slice(0, limit * 4);
  const line = escapeHidden(looked.replace(/[\s\u0085]+/g, ' ').trim());
  return cut(looked.length < text.length ? `${line}…` : line, limit);
}
