import type { Point } from './camera';
import { listenToPointer } from './gestures';
import { pressed, type GraphKeys } from './keys';

/** What mouse and keyboard do to the picture. */
export interface Listening extends Pick<GraphKeys, 'pan' | 'zoom' | 'fit' | 'step' | 'enter' | 'back' | 'toMatch'> {
  zoomAt(at: Point, factor: number): void;
  nodeAt(at: Point): number | undefined;
  select(node: number): void;
  focus(node: number): void;
  point(at: Point | undefined): void;
  reached(node: number): void;
  search(query: string): void;
  resized(canvas: HTMLElement): void;
}

/** Listens to all that is done on the page of a canvas. */
export function listen(canvas: HTMLElement, view: Listening): void {
  listenToPointer(canvas, {
    pan: (by) => view.pan(by),
    zoomAt: (at, factor) => view.zoomAt(at, factor),
    press: (at, target, isDouble) => {
      const card = target.closest<HTMLElement>('[data-node]');
      const node = card ? Number(card.dataset['node']) : view.nodeAt(at);
      if (node === undefined) canvas.focus({ preventScroll: true });
      else if (isDouble) view.focus(node);
      else view.select(node);
    },
    point: (at) => view.point(at),
  });
  canvas.addEventListener('focusin', ({ target }) => {
    const node = (target as HTMLElement).dataset['node'];
    if (node !== undefined) view.reached(Number(node));
  });
  new ResizeObserver(() => view.resized(canvas)).observe(canvas);
  const page = canvas.closest<HTMLElement>('.graph-page');
  if (page) listenToKeys(page, view);
}

function listenToKeys(page: HTMLElement, view: Listening): void {
  const input = () => page.querySelector<HTMLInputElement>('input[type=search]');
  page.addEventListener('keydown', (event) =>
    pressed(event, {
      pan: (by) => view.pan(by),
      zoom: (factor) => view.zoom(factor),
      fit: () => view.fit(),
      step: (key) => view.step(key),
      enter: () => view.enter(),
      back: () => view.back(),
      toSearch: () => {
        input()?.focus();
        input()?.select();
      },
      toMatch: (step) => view.toMatch(step),
      leaveSearch: () => {
        view.search('');
        view.enter();
      },
    }),
  );
}
