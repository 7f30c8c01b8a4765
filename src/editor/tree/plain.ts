import { oneLine } from '../../core/projections/treeText';
import { withoutIcons } from '../withoutIcons';

/** Text of a file for a place where `$(name)` would become an icon (quick picks, status bar): one line, shown as it is. */
export function plain(text: string, max = 200): string {
  return withoutIcons(oneLine(text, max));
}
