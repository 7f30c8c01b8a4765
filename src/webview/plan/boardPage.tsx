import { render } from 'preact';
import type { PlanModel } from '../../core/planProtocol';
import type { Actions, Look } from './actions';
import { App } from './app';
import { drawnEdges } from './drawnEdges';
import type { Box } from './edgePath';
import { nextCard, type Arrow } from './nextCard';

const ARROWS: ReadonlySet<string> = new Set<Arrow>(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

/**
 * The drawn page: draws the model, measures the cards, draws the lines between them, and keeps focus and pointer where
 * they were. What is drawn is drawn twice only where a card has moved.
 */
export class BoardPage {
  private look: Look = { hasDependencies: false, edges: [] };
  private model: PlanModel = { kind: 'loading' };
  private isCopied = false;
  private root: HTMLElement | undefined;
  /** While it draws, elements that go lose the focus, which would have it drawn anew in the midst. */
  private isDrawing = false;
  private wanted = 0;
  private drawn = 0;

  constructor(private readonly actions: Actions) {}

  draw(root: HTMLElement, model: PlanModel, isCopied: boolean): void {
    [this.model, this.isCopied] = [model, isCopied];
    if (!this.root) this.listen(root);
    this.root = root;
    this.redraw();
  }

  /** Changes what is only of the page. */
  change(change: Partial<Look>): void {
    this.look = { ...this.look, ...change };
    this.redraw();
  }

  /** The pointer or the focus is on a card, or left one: then it is on the one that has the focus. */
  point(taskId: string | undefined): void {
    const focused = document.activeElement?.closest<HTMLElement>('[data-card]')?.dataset['card'];
    const pointed = taskId ?? focused;
    const { pointed: _, ...rest } = this.look;
    if (pointed === this.look.pointed) return;
    this.look = pointed === undefined ? rest : { ...rest, pointed };
    this.redraw();
  }

  private redraw(): void {
    const { root } = this;
    if (!root) return;
    this.wanted += 1;
    if (this.isDrawing) return;
    this.isDrawing = true;
    while (this.drawn < this.wanted) {
      this.drawn = this.wanted;
      this.drawOnce(root);
    }
    this.isDrawing = false;
  }

  private drawOnce(root: HTMLElement): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset['tick'];
    this.look = { ...this.look, ...this.reachable() };
    this.render(root);
    const edges = this.measured(root);
    if (JSON.stringify(edges) !== JSON.stringify(this.look.edges)) {
      this.look = { ...this.look, edges };
      this.render(root);
    }
    // A card that went elsewhere is another element: the focus follows the task.
    if (focused !== undefined && document.activeElement === document.body && document.hasFocus()) this.focus(focused);
  }

  private render(root: HTMLElement): void {
    render(<App model={this.model} isCopied={this.isCopied} look={this.look} actions={this.actions} />, root);
  }

  /** The tab key reaches one card: the one that had the focus last, else the first. */
  private reachable(): Pick<Look, 'reachable'> {
    const ids = this.cards().flat();
    const { reachable } = this.look;
    const reached = reachable !== undefined && ids.includes(reachable) ? reachable : ids[0];
    return reached === undefined ? {} : { reachable: reached };
  }

  private cards(): readonly (readonly string[])[] {
    return this.model.kind === 'plan' ? this.model.waves.map(({ cards }) => cards.map(({ id }) => id)).filter((ids) => ids.length > 0) : [];
  }

  private measured(root: HTMLElement): Look['edges'] {
    const strip = root.querySelector<HTMLElement>('.strip');
    if (!strip || this.model.kind !== 'plan') return [];
    const origin = strip.getBoundingClientRect();
    const boxes = new Map<string, Box>();
    for (const card of strip.querySelectorAll<HTMLElement>('[data-card]')) {
      const { left, top, width, height } = card.getBoundingClientRect();
      boxes.set(card.dataset['card'] ?? '', { left: left - origin.left, top: top - origin.top, width, height });
    }
    return drawnEdges(this.model, this.look.hasDependencies, boxes, isRightToLeft(strip));
  }

  private focus(taskId: string): void {
    const boxes = this.root?.querySelectorAll<HTMLElement>('[data-tick]') ?? [];
    [...boxes].find((box) => box.dataset['tick'] === taskId)?.focus();
  }

  private listen(root: HTMLElement): void {
    new ResizeObserver(() => this.redraw()).observe(root);
    // What folds moves the cards below it.
    root.addEventListener('toggle', () => this.redraw(), true);
    root.addEventListener('keydown', (event) => this.pressed(event));
    root.addEventListener('focusin', ({ target }) => {
      const reachable = (target as HTMLElement).closest<HTMLElement>('[data-card]')?.dataset['card'];
      if (reachable !== undefined && reachable !== this.look.reachable) this.change({ reachable });
    });
  }

  private pressed(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const from = target.closest<HTMLElement>('.wave [data-card]')?.dataset['card'];
    if (from === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' && target.dataset['tick'] !== undefined) return this.actions.reveal(from);
    if (!ARROWS.has(event.key)) return;
    const strip = target.closest<HTMLElement>('.waves');
    const lying = { isStacked: strip !== null && getComputedStyle(strip).getPropertyValue('--stacked') === '1', isRightToLeft: isRightToLeft(target) };
    const next = nextCard(this.cards(), from, event.key as Arrow, lying);
    event.preventDefault();
    if (next !== undefined) this.focus(next);
  }
}

function isRightToLeft(element: HTMLElement): boolean {
  return getComputedStyle(element).direction === 'rtl';
}
