import type { GraphBoard } from '../graphProtocol';
import type { Unreadable } from '../panelProtocol';
import { backlogLine, isReadable, problemLines, staleLine, unreadableModel, type PanelInput } from './panel';

/** The graph's view model. JSON-safe and bounded in size. */
export function graphModel(input: PanelInput): GraphBoard | Unreadable {
  if (!isReadable(input)) return unreadableModel(input);
  const { snapshot, isTrusted } = input;
  return { kind: 'graph', backlog: backlogLine(snapshot, input), isTrusted, ...staleLine(snapshot), problems: problemLines(snapshot.problems) };
}
