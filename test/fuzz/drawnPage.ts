import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vm from 'node:vm';
import type { Element, HTMLElement, HTMLInputElement, Window } from 'happy-dom';

export type PageName = 'pulse' | 'compact' | 'plan';

/** What a person does to a control of the page: the one of that number, counted round. */
export interface Touch {
  readonly at: number;
  readonly how: 'click' | 'key' | 'type' | 'point';
  /** The key, or what is typed. */
  readonly what: string;
}

/** What can be worked. */
const CONTROLS = 'button, summary, input, select, [tabindex]';
/** So many timers and frames are waited for after each step: a page at rest has none left. */
const MOST_LATER = 200;
/** What the page takes for the size of whatever it measures. */
const SIZE = { width: 900, height: 600 };

let compiled: vm.Script | undefined;

/** The page as it is shipped, in a DOM of its own and a realm of its own: nothing of one input reaches the next. */
export class DrawnPage {
  /** What it told the host. */
  readonly sent: unknown[] = [];
  private kept: unknown;
  private readonly later = new Map<number, (time: number) => void>();
  private readonly realm: vm.Context;
  private readonly keysThen: string;
  private number = 0;

  private constructor(
    private readonly window: Window,
    kept: string,
  ) {
    this.realm = vm.createContext(this.globals());
    this.kept = this.parsed(kept);
    this.keysThen = this.keysOfPrototypes();
    compiled ??= new vm.Script(fs.readFileSync(path.resolve('dist', 'webview', 'panels.js'), 'utf8'), { filename: 'panels.js' });
    compiled.runInContext(this.realm);
    this.settle();
  }

  /** @param kept what an earlier page left, as JSON */
  static async open(name: PageName, kept: string): Promise<DrawnPage> {
    const { BrowserErrorCaptureEnum, Window: DomWindow } = await import('happy-dom');
    const window = new DomWindow({ settings: { errorCapture: BrowserErrorCaptureEnum.disabled } });
    const { body } = window.document;
    body.dataset['page'] = name === 'plan' ? 'plan' : 'pulse';
    if (name === 'compact') body.dataset['form'] = 'compact';
    return new DrawnPage(window, kept);
  }

  get root(): HTMLElement {
    return this.window.document.body.querySelector<HTMLElement>('main') ?? assert.fail('the page has no main element');
  }

  /** The host says something, as JSON. */
  tell(message: string): void {
    this.window.dispatchEvent(new this.window.MessageEvent('message', { data: this.parsed(message) }));
    this.settle();
  }

  touch({ at, how, what }: Touch): void {
    const controls = this.root.querySelectorAll(CONTROLS);
    const control = controls[at % controls.length] as HTMLElement | undefined;
    if (!control) return;
    const { KeyboardEvent, PointerEvent, MouseEvent, Event } = this.window;
    const bubbles = true;
    switch (how) {
      case 'click':
        control.focus();
        control.click();
        break;
      case 'key':
        control.focus();
        control.dispatchEvent(new KeyboardEvent('keydown', { key: what, bubbles, cancelable: true }));
        break;
      case 'type':
        (control as HTMLInputElement).value = what;
        for (const name of ['input', 'change']) control.dispatchEvent(new Event(name, { bubbles }));
        break;
      case 'point':
        for (const name of ['pointerdown', 'pointermove', 'pointerup']) control.dispatchEvent(new PointerEvent(name, { clientX: (at * 37) % SIZE.width, clientY: (at * 23) % SIZE.height, bubbles }));
        control.dispatchEvent(new MouseEvent('dblclick', { detail: 2, bubbles }));
    }
    this.settle();
  }

  /** Every element of the document beyond the two that the host's page brings. */
  elements(): readonly Element[] {
    const { document } = this.window;
    return [...document.querySelectorAll('*')].filter((one) => ![document.documentElement, document.head, document.body].includes(one as HTMLElement));
  }

  /** Fails where the page has added something to a prototype of its realm. */
  assertPrototypes(): void {
    assert.equal(this.keysOfPrototypes(), this.keysThen, 'a prototype was changed');
  }

  async close(): Promise<void> {
    await this.window.happyDOM.close();
  }

  /** What the script finds beside the language. Timers and frames are the page's next steps, and take no time. */
  private globals(): object {
    const { window } = this;
    const { document, HTMLElement: AnyElement, Element: Base, Event, WheelEvent } = window;
    const soon = (step: (time: number) => void): number => {
      this.later.set(++this.number, step);
      return this.number;
    };
    const drop = (number: number) => this.later.delete(number);
    Object.assign(document, { hasFocus: () => true });
    Object.defineProperties(Base.prototype, {
      clientWidth: { get: () => SIZE.width, configurable: true },
      clientHeight: { get: () => SIZE.height, configurable: true },
      checkVisibility: { value: () => true, configurable: true },
      setPointerCapture: { value: () => undefined, configurable: true },
      getBoundingClientRect: { value: () => ({ ...SIZE, left: 0, top: 0, right: SIZE.width, bottom: SIZE.height, x: 0, y: 0 }), configurable: true },
    });
    class ResizeObserver {
      constructor(private readonly seen: () => void) {}
      observe = () => void soon(() => this.seen());
      disconnect = () => undefined;
    }
    return {
      ...{ window, document, HTMLElement: AnyElement, Event, WheelEvent, ResizeObserver, console },
      ...{ setTimeout: soon, clearTimeout: drop, requestAnimationFrame: soon, cancelAnimationFrame: drop },
      getComputedStyle: () => ({ direction: 'ltr', getPropertyValue: () => '' }),
      acquireVsCodeApi: () => ({
        postMessage: (message: unknown) => void this.sent.push(JSON.parse(JSON.stringify(message))),
        getState: () => this.kept,
        // As the editor does it: what can't be copied is refused.
        setState: (state: unknown) => (this.kept = structuredClone(state)),
      }),
    };
  }

  private settle(): void {
    for (let steps = 0; this.later.size > 0 && steps < MOST_LATER; steps++) {
      const [number, step] = [...this.later][0] ?? assert.fail();
      this.later.delete(number);
      step(steps * 16);
    }
    assert.equal(this.later.size, 0, `the page has no rest after ${MOST_LATER} steps`);
  }

  private parsed(json: string): unknown {
    return (vm.runInContext('JSON.parse', this.realm) as typeof JSON.parse)(json);
  }

  private keysOfPrototypes(): string {
    return vm.runInContext('[Object, Array, Function, String].map((one) => Reflect.ownKeys(one.prototype).map(String).join()).join()', this.realm) as string;
  }
}
