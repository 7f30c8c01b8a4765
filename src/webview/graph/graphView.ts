import type { GraphBoard } from '../../core/graphProtocol';
import { visible } from '../../core/pulse/visible';
import { counted, language, t } from '../../core/words';
import { graphKept, keepGraph } from '../shared/keptState';
import { boxAround, boxOf } from './boxes';
import { centred, fitted, keptIn, moved, showing, zoomed, type Box, type Camera, type Point } from './camera';
import { drawingOf, type Drawing } from './drawing';
import { isRightToLeft } from './gestures';
import { keptOf, lookAt, whereWorkIs } from './keptLook';
import { READABLE_FROM, withMargin, withRegion } from './level';
import { listen, type Listening } from './listening';
import type { GraphActions, GraphLook } from './look';
import { matches } from './matches';
import { nextNode, type GraphKey } from './nextNode';
import { nodeName } from './nodeName';
import { placeWorld } from './placeWorld';
import { relatives } from './relatives';
import { shownNodes } from './shownNodes';

/** How large a task is shown at first, and when it was asked for. */
const READABLE = 0.9;
/** How long the picture has to rest before it is kept, and drawn sharp again, in ms. */
const REST_MS = 150;

const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };
const START: GraphLook = { camera: { x: 0, y: 0, scale: 1 }, view: NOWHERE, region: NOWHERE, isFar: false, isCardOpen: false, hides: false, query: '', found: [], said: '' };
const NOTHING_KEPT = { isCardOpen: false, hides: false, query: '', depth: 0 };

/**
 * The graph as it lies on the page: where the person looks, and what they chose. Moving sets one transform; it is drawn
 * anew only where the view leaves what is drawn, or something else changes.
 */
export class GraphView implements GraphActions, Listening {
  private look: GraphLook = START;
  private model: GraphBoard | undefined;
  private drawing: Drawing | undefined;
  private canvas: HTMLElement | undefined;
  private hasCamera = false;
  private isMirrored = false;
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
    if (drawing && drawing !== this.drawing) this.adopt(drawing, model);
    if (drawing && model.asked && model.asked.at !== graphKept()?.asked) this.answer(model.asked, drawing);
    return { look: this.look, graph: this };
  }

  /** The page was drawn: measures it, and puts the picture and the keyboard where they belong. */
  drawn(root: HTMLElement): void {
    const canvas = root.querySelector<HTMLElement>('.graph-canvas') ?? undefined;
    if (canvas && canvas !== this.canvas) listen(canvas, this);
    this.canvas = canvas;
    this.isDrawing = false;
    if (!canvas || !this.drawing) return;
    const before = this.look;
    // Placed before it is measured: afterwards the browser would have to lay all of it out once more.
    placeWorld(canvas, this.look.camera, this.isMirrored);
    this.measure(canvas, this.drawing);
    if (this.look !== before) return this.redraw();
    if (!this.wantsFocus) return;
    this.wantsFocus = false;
    canvas.querySelector<HTMLElement>('[data-node][tabindex="0"]')?.focus({ preventScroll: true });
  }

  zoom(factor: number): void {
    const { width, height } = this.look.view;
    this.zoomAt({ x: width / 2, y: height / 2 }, factor);
  }

  zoomAt(at: Point, factor: number): void {
    this.move(zoomed(this.look.camera, at, factor));
  }

  pan(by: Point): void {
    this.move(moved(this.look.camera, by));
  }

  fit(): void {
    if (this.drawing) this.move(fitted(boxAround(this.drawing, this.look.hides ? this.look.focus?.kept : undefined), this.look.view));
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

  /** The keyboard came to a node, by whatever way. */
  reached(node: number): void {
    if (!this.isDrawing && node !== this.look.active) this.change({ active: node });
  }

  /** The browser tells of it when it is first asked, too. */
  resized({ clientWidth, clientHeight }: HTMLElement): void {
    const { width, height } = this.look.view;
    if (clientWidth !== width || clientHeight !== height) this.redraw();
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
    this.stir();
    this.redraw();
  }

  /** Takes over another manifest's drawing, or the first one. */
  private adopt(drawing: Drawing, model: GraphBoard): void {
    const kept = this.drawing ? keptOf(this.look, this.drawing) : (graphKept() ?? NOTHING_KEPT);
    const look = lookAt(drawing, { ...this.look, region: NOWHERE }, kept);
    const active = look.active ?? whereWorkIs(model, drawing);
    this.drawing = drawing;
    this.look = active === undefined ? look : { ...look, active };
  }

  private answer({ taskId, at }: NonNullable<GraphBoard['asked']>, drawing: Drawing): void {
    const node = drawing.shape.ids.indexOf(taskId);
    this.keep(at);
    if (node < 0) return;
    this.show(node);
    this.wantsFocus = true;
    this.toFrame = true;
    this.look = { ...this.look, isCardOpen: true, focus: { node, depth: 0, kept: relatives(drawing, node, 0) } };
  }

  private measure(canvas: HTMLElement, drawing: Drawing): void {
    const view = { width: canvas.clientWidth, height: canvas.clientHeight };
    if (isRightToLeft(canvas) !== this.isMirrored) {
      this.isMirrored = !this.isMirrored;
      placeWorld(canvas, this.look.camera, this.isMirrored);
    }
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
      const camera = showing(this.look.camera, boxOf(drawing, this.toShow), view);
      this.toShow = undefined;
      this.look = { ...this.look, camera };
    }
    const region = this.look.region;
    this.look = withRegion(this.look, drawing);
    if (this.look.region !== region) this.restSoon();
  }

  /** All of them in the view if they can be read then, else the active one in its middle. */
  private readable(drawing: Drawing, nodes?: ReadonlySet<number>): Camera {
    const { view, active } = this.look;
    const whole = fitted(boxAround(drawing, nodes), view);
    return whole.scale >= READABLE_FROM || active === undefined ? whole : keptIn(centred(boxOf(drawing, active), view, READABLE), drawing.shape, view);
  }

  private move(camera: Camera): void {
    if (!this.drawing) return;
    const before = this.look;
    this.look = withRegion({ ...before, camera: keptIn(camera, this.drawing.shape, before.view) }, this.drawing);
    const isRedrawn = this.look.region !== before.region || this.look.camera.scale !== before.camera.scale;
    this.stir();
    cancelAnimationFrame(this.frame);
    const { canvas } = this;
    // A frame that is left out must not lose that it has to draw anew.
    this.isStale ||= isRedrawn;
    this.frame = requestAnimationFrame(() => {
      if (this.isStale) this.redraw();
      else if (canvas) placeWorld(canvas, this.look.camera, this.isMirrored);
      this.isStale = false;
    });
  }

  private isStale = false;

  /** While it moves, the browser may keep the picture as it is and only shift it. */
  private stir(): void {
    this.canvas?.classList.add('moving');
    this.restSoon();
  }

  private restSoon(): void {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), REST_MS);
  }

  private rest(): void {
    this.canvas?.classList.remove('moving');
    this.keep();
    if (!this.drawing) return;
    const look = withMargin(this.look);
    if (look === this.look) return;
    this.look = look;
    this.redraw();
  }

  private keep(asked = graphKept()?.asked): void {
    if (!this.drawing) return;
    const { camera } = this.look;
    keepGraph({ ...keptOf(this.look, this.drawing), ...(this.hasCamera ? { camera } : {}), ...(asked === undefined ? {} : { asked }) });
  }

  /** The node at a point of the view. */
  nodeAt({ x, y }: Point): number | undefined {
    const { drawing, look: { camera, hides, focus } } = this;
    const region = { x: camera.x + x / camera.scale, y: camera.y + y / camera.scale, width: 0, height: 0 };
    return drawing && shownNodes(drawing, { region, focus, hides })[0];
  }

  point(at: Point | undefined): void {
    const pointed = at && this.nodeAt(at);
    if (pointed === this.look.pointed) return;
    const { pointed: _, ...rest } = this.look;
    this.look = pointed === undefined ? rest : { ...rest, pointed };
    this.redraw();
  }

  step(key: GraphKey): void {
    const { drawing, look } = this;
    if (!drawing || look.active === undefined) return;
    const next = nextNode(drawing, look.active, key, look.hides ? look.focus?.kept : undefined);
    if (next === undefined) return;
    this.show(next);
    this.wantsFocus = true;
    this.change({});
  }

  /** Puts the keyboard on the active node. */
  enter(): void {
    this.wantsFocus = true;
    this.redraw();
  }

  /** Closes what was opened last: the card, then the focus, then the search; then the keyboard goes to the whole picture. */
  back(): void {
    if (this.look.isCardOpen) this.closeCard();
    else if (this.look.focus) this.unfocus();
    else if (this.look.query !== '') this.search('');
    else this.canvas?.focus({ preventScroll: true });
  }
}
