import type { HistoryBoard } from '../historyProtocol';
import type { Unreadable } from '../panelProtocol';
import { backlogLine, isReadable, problemLines, staleLine, unreadableModel, type PanelInput } from './panel';

/** The history's view model. JSON-safe and bounded in size. */
export function historyBoardModel(input: PanelInput): HistoryBoard | Unreadable {
  if (!isReadable(input)) return unreadableModel(input);
  const { snapshot, isTrusted } = input;
  return { kind: 'history', backlog: backlogLine(snapshot, input), isTrusted, ...staleLine(snapshot), problems: problemLines(snapshot.problems) };
}
