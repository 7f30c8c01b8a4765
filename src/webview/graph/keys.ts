import type { Point } from './camera';
import { isRightToLeft } from './gestures';
import type { GraphKey } from './nextNode';

/** How far an arrow key moves the picture, in pixels. */
const PAN = 80;
const ZOOM_STEP = 1.25;

const ARROWS: Readonly<Record<string, Point>> = { ArrowUp: { x: 0, y: -PAN }, ArrowDown: { x: 0, y: PAN }, ArrowLeft: { x: -PAN, y: 0 }, ArrowRight: { x: PAN, y: 0 } };
const MIRRORED: Readonly<Record<string, GraphKey>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };

/** What keys do on the page. */
export interface GraphKeys {
  pan(by: Point): void;
  zoom(factor: number): void;
  fit(): void;
  /** To the node that the key leads to; `key` is that of text that runs to the right. */
  step(key: GraphKey): void;
  /** Puts the keyboard on the active node. */
  enter(): void;
  /** One step back: closes what was opened last. */
  back(): void;
  toSearch(): void;
  toMatch(step: 1 | -1): void;
  leaveSearch(): void;
}

/** Does what the key stands for, and takes the event where it stands for something. */
export function pressed(event: KeyboardEvent, on: GraphKeys): void {
  const action = actionOf(event, on);
  if (!action) return;
  // The workbench listens too: it would open its own search.
  event.preventDefault();
  event.stopPropagation();
  action();
}

function actionOf(event: KeyboardEvent, on: GraphKeys): (() => void) | undefined {
  const target = event.target as HTMLElement;
  const { key } = event;
  if (event.ctrlKey || event.metaKey) return key.toLowerCase() === 'f' && !event.altKey && !event.shiftKey ? on.toSearch : undefined;
  if (event.altKey) return undefined;
  if (target.matches('input[type=search]')) return searchAction(event, on);
  if (target.matches('select, input')) return undefined;
  if (key === '/') return on.toSearch;
  if (key === 'Escape') return on.back;
  return target.closest('.graph-canvas') ? canvasAction(event, target, on) : undefined;
}

function searchAction({ key, shiftKey }: KeyboardEvent, on: GraphKeys): (() => void) | undefined {
  if (key === 'Enter') return () => on.toMatch(shiftKey ? -1 : 1);
  return key === 'Escape' ? on.leaveSearch : undefined;
}

function canvasAction({ key, shiftKey }: KeyboardEvent, target: HTMLElement, on: GraphKeys): (() => void) | undefined {
  const isOnNode = target.closest('[data-node]') !== null;
  const mirrored = (isRightToLeft(target) ? MIRRORED[key] : undefined) ?? key;
  const way = ARROWS[mirrored];
  if (way && (shiftKey || !isOnNode)) return () => on.pan(way);
  if (way || key === 'Home' || key === 'End') return () => on.step(mirrored as GraphKey);
  switch (key) {
    case '+':
    case '=':
      return () => on.zoom(ZOOM_STEP);
    case '-':
    case '_':
      return () => on.zoom(1 / ZOOM_STEP);
    case '0':
      return on.fit;
    case 'Enter':
      return isOnNode ? undefined : on.enter;
    default:
      return undefined;
  }
}
