import type { HistoryBoard } from '../historyProtocol';
import type { Snapshot } from '../snapshot';
import { backlogLine, problemLines, staleLine, type PanelInput } from './panel';

/** What stands around the history, whatever is told of it: apart from the figures, which load when they are first shown. */
export function historyFrame(input: PanelInput & { readonly snapshot: Snapshot }): Omit<HistoryBoard, 'told'> {
  const { snapshot, isTrusted } = input;
  return { kind: 'history', backlog: backlogLine(snapshot, input), isTrusted, ...staleLine(snapshot), problems: problemLines(snapshot.problems) };
}
