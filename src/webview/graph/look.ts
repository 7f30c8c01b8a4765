import type { GraphBoard } from '../../core/graphProtocol';
import type { Box, Camera, Size } from './camera';
import type { Drawing } from './drawing';

/** What is only of the page, and not of the backlog. Nodes are numbers, as in the drawing. */
export interface GraphLook {
  readonly camera: Camera;
  readonly view: Size;
  /** What is drawn: more than is seen, so that not every move draws anew. */
  readonly region: Box;
  /** Too small for texts: tasks are boxes of their colours. */
  readonly isFar: boolean;
  /** The node that the tab key reaches; its card is open or not. */
  readonly active?: number;
  readonly isCardOpen: boolean;
  readonly pointed?: number;
  readonly focus?: Focus;
  /** What the others are while one has the focus: gone, or faint. */
  readonly hides: boolean;
  readonly query: string;
  readonly found: readonly number[];
  /** For the live region. */
  readonly said: string;
}

/** One task with its relatives. */
export interface Focus {
  readonly node: number;
  /** Steps along dependencies; 0 for all. */
  readonly depth: number;
  readonly kept: ReadonlySet<number>;
}

/** What a person can do on the page. */
export interface GraphActions {
  zoom(factor: number): void;
  fit(): void;
  search(query: string): void;
  /** To the next match, or with -1 to the one before. */
  toMatch(step: 1 | -1): void;
  /** Shows the node and opens its card. */
  select(node: number): void;
  closeCard(): void;
  /** Without a node: shows all again. */
  focus(node?: number): void;
  setDepth(depth: number): void;
  setHides(hides: boolean): void;
}

/** What every part of the page is given. */
export interface GraphProps {
  readonly model: GraphBoard;
  readonly drawing: Drawing;
  readonly look: GraphLook;
  readonly graph: GraphActions;
}
