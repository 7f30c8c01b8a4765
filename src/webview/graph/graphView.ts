import { CELL } from '../../core/graph/graphLayout';
import type { GraphBoard } from '../../core/graphProtocol';
import { visible } from '../../core/pulse/visible';
import { counted, language, t } from '../../core/words';
import { graphKept, keepGraph } from '../shared/keptState';
import { centred, fitted, holds, keptIn, moved, seen, showing, zoomed, type Box, type Camera, type Point } from './camera';
import { drawingOf, type Drawing } from './drawing';
import { isRightToLeft, listenToPointer } from './gestures';
import { pressed } from './keys';
import type { GraphActions, GraphLook } from './look';
import { matches } from './matches';
import { nextNode, type GraphKey } from './nextNode';
import { nodeName } from './nodeName';
import { relatives } from './relatives';
import { standingOf } from './standing';

/** Smaller than this, texts can't be read and are not drawn. */
const FAR = 0.5;
/** How large a task is shown at first, and when it was asked for. */
const READABLE = 0.9;
/** How long the picture has to rest before it is kept, and drawn sharp again, in ms. */
const REST_MS = 150;
/** So much more than is seen is drawn, in views on each side: near by cards, far out boxes. */
const MORE = { near: 0.25, far: 1 };
/** Room around the picture for the names of the phases. */
const HEAD = 40;

const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };
const START: GraphLook = { camera: { x: 0, y: 0, scale: 1 }, view: NOWHERE, region: NOWHERE, isFar: false, isCardOpen: false, hides: false, query: '', found: [], said: '' };

/**
 * The graph as it lies on the page: where the person looks, and what they chose. Moving sets one transform; it is drawn
 * anew only where the view leaves what is drawn, or something else changes.
 */
export class GraphView implements GraphActions {
  private look: GraphLook = START;
  private model: GraphBoard | undefined;
  private drawing: Drawing | undefined;
  private canvas: HTMLElement | undefined;
  private hasCamera = false;
  private wantsFocus = false;
  private toShow: number | undefined;
  private toFrame = false;
  private isDrawing = false;
  private frame = 0;
  private resting: ReturnType<typeof setTimeout> | undefined;

  /** @param redraw draws the whole page, with `state` before and `drawn` after it */
  constructor(private readonly redraw: () => void) {}

  /** What the page shows of this model. */
  state(model: GraphBoard): { look: GraphLook; graph: GraphActions } {
    this.isDrawing = true;
    this.model = model;
    const drawing = drawingOf(model.shape);
    if (drawing && drawing !== this.drawing) this.adopt(drawing);
    if (drawing && model.asked && model.asked.at !== graphKept()?.asked) this.answer(model.asked, drawing);
    return { look: this.look, graph: this };
  }

  /** The page was drawn: measures it, and puts the picture and the keyboard where they belong. */
  drawn(root: HTMLElement): void {
    const canvas = root.querySelector<HTMLElement>('.graph-canvas') ?? undefined;
    if (canvas && canvas !== this.canvas) this.listen(canvas);
    this.canvas = canvas;
    this.isDrawing = false;
    if (!canvas || !this.drawing) return;
    const before = this.look;
    this.measure(canvas, this.drawing);
    if (this.look !== before) return this.redraw();
    this.place(canvas);
    if (!this.wantsFocus) return;
    this.wantsFocus = false;
    canvas.querySelector<HTMLElement>('[data-node][tabindex="0"]')?.focus({ preventScroll: true });
  }

  zoom(factor: number): void {
    const { width, height } = this.look.view;
    this.move(zoomed(this.look.camera, { x: width / 2, y: height / 2 }, factor));
  }

  fit(): void {
    const box = this.drawing && boxOf(this.drawing, this.look.hides ? this.look.focus?.kept : undefined);
    if (box) this.move(fitted(box, this.look.view));
  }

  search(query: string): void {
    if (!this.drawing) return;
    const found = matches(this.drawing, query);
    const [first] = found;
    const said = query.trim() === '' ? '' : found.length === 0 ? t('No task matches') : counted(found.length, '{0} task matches', '{0} tasks match');
    if (first !== undefined && !(this.look.active !== undefined && found.includes(this.look.active))) this.show(first);
    this.change({ query, found, said });
  }

  toMatch(step: 1 | -1): void {
    const { found, active } = this.look;
    const at = active === undefined ? -1 : found.indexOf(active);
    const place = at < 0 ? 0 : (at + step + found.length) % found.length;
    const node = found[place];
    if (node === undefined || !this.model || !this.drawing) return;
    this.show(node);
    const said = t('{0} of {1}: {2}', (place + 1).toLocaleString(language()), found.length.toLocaleString(language()), nodeName({ model: this.model, drawing: this.drawing }, node));
    this.change({ said });
  }

  select(node: number): void {
    this.show(node);
    this.wantsFocus = true;
    this.change({ isCardOpen: true });
  }

  closeCard(): void {
    this.wantsFocus = true;
    this.change({ isCardOpen: false });
  }

  focus(node?: number): void {
    if (node === undefined) this.unfocus();
    else this.focusOn(node, this.look.focus?.depth ?? 0);
  }

  setDepth(depth: number): void {
    if (this.look.focus) this.focusOn(this.look.focus.node, depth);
  }

  setHides(hides: boolean): void {
    this.change({ hides });
  }

  private unfocus(): void {
    const { focus: _, ...rest } = this.look;
    this.look = rest;
    this.wantsFocus = true;
    this.change({ said: t('All tasks are shown') });
  }

  private focusOn(node: number, depth: number): void {
    const { drawing } = this;
    if (!drawing) return;
    const kept = relatives(drawing, node, depth);
    const id = visible(drawing.shape.ids[node] ?? '', 80);
    this.change({ focus: { node, depth, kept }, said: counted(kept.size - 1, '{1} has the focus, with {0} task around it', '{1} has the focus, with {0} tasks around it', id) });
  }

  /** Makes it the active node and brings it into view. */
  private show(node: number): void {
    this.look = { ...this.look, active: node };
    this.toShow = node;
  }

  private change(change: Partial<GraphLook>): void {
    this.look = { ...this.look, ...change };
    this.keepSoon();
    this.redraw();
  }

  /** Takes over another manifest's drawing: what was chosen is found again by its id. */
  private adopt(drawing: Drawing): void {
    const kept = graphKept();
    const before = this.drawing?.shape.ids;
    const nodes = new Map(drawing.shape.ids.map((id, node) => [id, node]));
    const { active: oldActive, focus: oldFocus, ...rest } = this.look;
    const active = nodes.get((before ? before[oldActive ?? -1] : kept?.active) ?? '');
    const focus = nodes.get((before ? before[oldFocus?.node ?? -1] : kept?.focus) ?? '');
    const depth = oldFocus?.depth ?? kept?.depth ?? 0;
    const query = before ? rest.query : (kept?.query ?? '');
    this.drawing = drawing;
    this.look = {
      ...rest,
      ...(before ? {} : { isCardOpen: kept?.isCardOpen === true && active !== undefined, hides: kept?.hides ?? false }),
      region: NOWHERE,
      query,
      found: matches(drawing, query),
      ...(focus === undefined ? {} : { focus: { node: focus, depth, kept: relatives(drawing, focus, depth) } }),
    };
    const first = active ?? this.first(drawing);
    if (first !== undefined) this.look = { ...this.look, active: first };
  }

  /** Where the work is: what is in progress, else what comes next. */
  private first({ columns }: Drawing): number | undefined {
    const { model, drawing } = this;
    if (!model || !drawing) return undefined;
    const standing = standingOf(model, drawing);
    const nodes = columns.flat();
    return nodes.find((node) => standing.stageOf(node).stage === 'in-progress') ?? model.next ?? nodes[0];
  }

  private answer({ taskId, at }: NonNullable<GraphBoard['asked']>, drawing: Drawing): void {
    const node = drawing.shape.ids.indexOf(taskId);
    keepGraph({ ...this.kept(), asked: at });
    if (node < 0) return;
    this.show(node);
    this.wantsFocus = true;
    this.toFrame = true;
    this.look = { ...this.look, isCardOpen: true, focus: { node, depth: 0, kept: relatives(drawing, node, 0) } };
  }

  private measure(canvas: HTMLElement, drawing: Drawing): void {
    const view = { width: canvas.clientWidth, height: canvas.clientHeight };
    if (view.width === 0 || view.height === 0) return;
    if (view.width !== this.look.view.width || view.height !== this.look.view.height) this.look = { ...this.look, view };
    if (!this.hasCamera) {
      this.hasCamera = true;
      this.look = { ...this.look, camera: graphKept()?.camera ?? this.readable(drawing) };
    }
    if (this.toFrame) {
      this.toFrame = false;
      this.look = { ...this.look, camera: this.readable(drawing, this.look.focus?.kept) };
    }
    if (this.toShow !== undefined) {
      const camera = showing(this.look.camera, cell(drawing, this.toShow), view);
      this.toShow = undefined;
      this.look = { ...this.look, camera };
    }
    this.look = withRegion(this.look);
  }

  /** All of them in the view if they can be read then, else the active one in its middle. */
  private readable(drawing: Drawing, nodes?: ReadonlySet<number>): Camera {
    const { view, active } = this.look;
    const whole = fitted(boxOf(drawing, nodes) ?? NOWHERE, view);
    return whole.scale >= FAR || active === undefined ? whole : keptIn(centred(cell(drawing, active), view, READABLE), drawing.shape, view);
  }

  private move(camera: Camera): void {
    if (!this.drawing) return;
    const before = this.look;
    this.look = withRegion({ ...before, camera: keptIn(camera, this.drawing.shape, before.view) });
    const isRedrawn = this.look.region !== before.region || this.look.camera.scale !== before.camera.scale;
    this.keepSoon();
    cancelAnimationFrame(this.frame);
    const { canvas } = this;
    // A frame that is left out must not lose that it has to draw anew.
    this.isStale ||= isRedrawn;
    this.frame = requestAnimationFrame(() => {
      if (this.isStale) this.redraw();
      else if (canvas) this.place(canvas);
      this.isStale = false;
    });
  }

  private isStale = false;

  /** While it moves, the browser may keep the picture as it is and only shift it. */
  private place(canvas: HTMLElement): void {
    const { x, y, scale } = this.look.camera;
    const world = canvas.querySelector<HTMLElement>('.graph-world');
    if (!world) return;
    world.style.transform = `translate(${(isRightToLeft(canvas) ? 1 : -1) * x * scale}px, ${-y * scale}px) scale(${scale})`;
    world.style.setProperty('--scale', String(scale));
  }

  private keepSoon(): void {
    this.canvas?.classList.add('moving');
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.canvas?.classList.remove('moving');
      keepGraph(this.kept());
    }, REST_MS);
  }

  private kept() {
    const { camera, active, focus, isCardOpen, hides, query } = this.look;
    const id = (node: number | undefined) => (node === undefined ? undefined : this.drawing?.shape.ids[node]);
    const [activeId, focusId, asked] = [id(active), id(focus?.node), graphKept()?.asked];
    return {
      ...(this.hasCamera ? { camera } : {}),
      isCardOpen,
      hides,
      query,
      depth: focus?.depth ?? 0,
      ...(activeId === undefined ? {} : { active: activeId }),
      ...(focusId === undefined ? {} : { focus: focusId }),
      ...(asked === undefined ? {} : { asked }),
    };
  }

  private nodeAt({ x, y }: Point): number | undefined {
    const { camera, hides, focus } = this.look;
    const at = { x: camera.x + x / camera.scale, y: camera.y + y / camera.scale, width: 0, height: 0 };
    const { drawing } = this;
    const isThere = (node: number) => (!hides || !focus || focus.kept.has(node)) && holds(cell(drawing, node), at);
    return drawing?.columns.flat().find(isThere);
  }

  private listen(canvas: HTMLElement): void {
    listenToPointer(canvas, {
      pan: (by) => this.move(moved(this.look.camera, by)),
      zoomAt: (at, factor) => this.move(zoomed(this.look.camera, at, factor)),
      press: (at, target, isDouble) => {
        const card = target.closest<HTMLElement>('[data-node]');
        const node = card ? Number(card.dataset['node']) : this.nodeAt(at);
        if (node === undefined) canvas.focus({ preventScroll: true });
        else if (isDouble) this.focus(node);
        else this.select(node);
      },
      point: (at) => this.point(at && this.nodeAt(at)),
    });
    canvas.addEventListener('focusin', ({ target }) => {
      const node = (target as HTMLElement).dataset['node'];
      if (node !== undefined && !this.isDrawing && Number(node) !== this.look.active) this.change({ active: Number(node) });
    });
    canvas.closest('.graph-page')?.addEventListener('keydown', (event) => this.pressed(event as KeyboardEvent));
    new ResizeObserver(() => this.redraw()).observe(canvas);
  }

  private point(pointed: number | undefined): void {
    if (pointed === this.look.pointed) return;
    const { pointed: _, ...rest } = this.look;
    this.look = pointed === undefined ? rest : { ...rest, pointed };
    this.redraw();
  }

  private pressed(event: KeyboardEvent): void {
    const input = () => this.canvas?.closest('.graph-page')?.querySelector<HTMLInputElement>('input[type=search]');
    pressed(event, {
      pan: (by) => this.move(moved(this.look.camera, by)),
      zoom: (factor) => this.zoom(factor),
      fit: () => this.fit(),
      step: (key) => this.step(key),
      enter: () => this.focusActive(),
      back: () => this.back(),
      toSearch: () => {
        input()?.focus();
        input()?.select();
      },
      toMatch: (step) => this.toMatch(step),
      leaveSearch: () => {
        this.search('');
        this.focusActive();
      },
    });
  }

  private step(key: GraphKey): void {
    const { drawing, look } = this;
    if (!drawing || look.active === undefined) return;
    const next = nextNode(drawing, look.active, key, look.hides ? look.focus?.kept : undefined);
    if (next === undefined) return;
    this.show(next);
    this.wantsFocus = true;
    this.change({});
  }

  private focusActive(): void {
    this.wantsFocus = true;
    this.redraw();
  }

  /** Closes what was opened last: the card, then the focus, then the search; then the keyboard goes to the whole picture. */
  private back(): void {
    if (this.look.isCardOpen) this.closeCard();
    else if (this.look.focus) this.unfocus();
    else if (this.look.query !== '') this.search('');
    else this.canvas?.focus({ preventScroll: true });
  }
}

/** With the region that has to be drawn: the same where it still serves. */
function withRegion(look: GraphLook): GraphLook {
  const isFar = look.camera.scale < FAR;
  const now = seen(look.camera, look.view);
  const isEnough = holds(look.region, now) && look.region.width <= now.width * (1 + 2 * MORE.far) * 1.5;
  if (isEnough && isFar === look.isFar) return look;
  return { ...look, isFar, region: seen(look.camera, look.view, isFar ? MORE.far : MORE.near) };
}

function cell(drawing: Drawing | undefined, node: number): Box {
  return { x: drawing?.shape.x[node] ?? 0, y: drawing?.shape.y[node] ?? 0, width: CELL.width, height: CELL.height };
}

/** The box around all nodes, or around some of them. */
function boxOf(drawing: Drawing, nodes?: ReadonlySet<number>): Box | undefined {
  const { width, height } = drawing.shape;
  if (!nodes) return { x: 0, y: -HEAD, width, height: height + 2 * HEAD };
  const cells = [...nodes].map((node) => cell(drawing, node));
  const [left, top] = [least(cells.map(({ x }) => x)), least(cells.map(({ y }) => y))];
  return { x: left, y: top, width: -least(cells.map(({ x }) => -x)) + CELL.width - left, height: -least(cells.map(({ y }) => -y)) + CELL.height - top };
}

function least(values: readonly number[]): number {
  return values.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
}
