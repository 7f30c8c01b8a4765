import { keepFocus } from './keepFocus';
import { keepScroll, scrollKept } from './keptState';

/** How long "Copied" stands on the button, in ms. */
const COPIED_MS = 2000;
/** How long scrolling has to rest before its place is kept, in ms. */
const SCROLL_MS = 150;

/** One of the panels' pages. `read` is given every message and drops what is none of its protocol. */
interface PageParts<Model> {
  /** The id of its main element, for the style sheets. */
  readonly id: string;
  readonly loading: Model;
  read(data: unknown): { readonly type: 'state'; readonly model: Model } | { readonly type: 'copied' } | undefined;
  draw(root: HTMLElement, model: Model, isCopied: boolean): void;
}

/** Draws the page whenever a message comes, and scrolls back to where the person was. */
export function openPage<Model extends { readonly kind: string }>({ id, loading, read, draw }: PageParts<Model>): void {
  const root = document.body.appendChild(document.createElement('main'));
  root.id = id;
  let model = loading;
  let isCopied = false;
  let isScrolledBack = false;
  let copiedTimer: ReturnType<typeof setTimeout> | undefined;

  const show = () => {
    keepFocus(root, () => draw(root, model, isCopied));
    if (isScrolledBack || model.kind === 'loading') return;
    isScrolledBack = true;
    window.scrollTo(0, scrollKept());
  };

  const tellCopied = () => {
    isCopied = true;
    clearTimeout(copiedTimer);
    copiedTimer = setTimeout(() => {
      isCopied = false;
      show();
    }, COPIED_MS);
  };

  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = read(data);
    if (!message) return;
    if (message.type === 'state') model = message.model;
    else tellCopied();
    show();
  });

  let scrollTimer: ReturnType<typeof setTimeout> | undefined;
  const scrolled = () => {
    if (!isScrolledBack) return;
    clearTimeout(scrollTimer);
    scrollTimer = setTimeout(() => keepScroll(window.scrollY), SCROLL_MS);
  };
  window.addEventListener('scroll', scrolled, { passive: true });

  show();
}
