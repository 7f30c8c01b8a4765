import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { until } from '../support/until';
import { smallBacklog } from './support/sample';
import { useEditor } from './support/useEditor';

/** What a manifest could say to become more than words. An address of `.test` answers nowhere: asking it is seen. */
const HOSTILE = [
  '<img src="https://hostile.test/a.png" onerror="globalThis.pwned = 1">',
  '</pre></script><script>globalThis.pwned = 2</script>',
  '"><svg onload="globalThis.pwned = 3"><style>* { display: none }</style>',
  '[x](command:workbench.action.quit) <a href="javascript:globalThis.pwned = 4">javascript:globalThis.pwned = 4</a>',
  'url(https://hostile.test/b.png); background: url(https://hostile.test/c.png); --part: 9',
  'exe\u202etxt \u2066hidden\u2069 zero\u200bwidth \u0000 control',
  `${'W'.repeat(400)} 👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 ${'ｗ'.repeat(60)}`,
  '${globalThis.pwned = 5} {{constructor.constructor("globalThis.pwned = 6")()}} $(zap) __proto__',
];

function hostileBacklog(): Record<string, string> {
  const ids = HOSTILE.map((text, index) => `${text}--T0${index}`);
  const tasks = HOSTILE.map((text, index) => ({
    task_id: ids[index] ?? '',
    title: text,
    phase: text,
    slice: text,
    est: { size: text },
    acceptance_criteria: [{ id: text, text }],
    depends_on_tasks: index > 5 ? [ids[index - 1], text] : [],
  }));
  const statuses = ['in-progress', 'blocked', 'pending', 'completed'];
  const entries = ids.map((id, index) => [id, { status: statuses[index % 4], started_at: '2025-09-01T08:00:00Z', blocked_reason: HOSTILE[index], notes: HOSTILE[index] }]);
  return smallBacklog(tasks, Object.fromEntries(entries) as Record<string, unknown>);
}

/** What is in a page that could act, beside words: elements, attributes, and what they would have done. */
function actors(frame: Frame): Promise<{ elements: string[]; attributes: string[]; hidden: string; pwned: unknown; isTooWide: boolean }> {
  return frame.locator(':root').evaluate((root) => {
    const all = [...root.querySelectorAll('main *')];
    const shapes = /^(svg|g|path|line|rect|circle|ellipse|polyline|polygon|text|tspan|title|desc|defs|marker|clipPath|use)$/;
    const words = /^(main|header|nav|section|article|div|span|p|b|strong|h1|h2|h3|h4|ul|ol|li|dl|dt|dd|button|details|summary|pre|code|figure|figcaption|table|caption|thead|tbody|tr|th|td|label|input|select|option|output|canvas|form|fieldset|legend|time|kbd|search)$/;
    return {
      elements: all.map((one) => one.localName).filter((name) => !shapes.test(name) && !words.test(name)),
      attributes: all.flatMap((one) => [...one.attributes].filter(({ name, value }) => /^on|^(src|href|xlink:href|srcdoc|action|formaction|background)$/.test(name) || (name === 'style' && !/^((--[\w-]+: ?-?[\d.]+(px|%)?|transform: translate\(-?[\d.]+px, -?[\d.]+px\) scale\([\d.]+\));? ?)*$/.test(value))).map(({ name, value }) => `${one.localName} ${name}=${value}`)),
      hidden: /[\u202a-\u202e\u2066-\u2069\u200b\u0000]/.exec(root.textContent)?.[0] ?? '',
      pwned: root.ownerDocument.defaultView.pwned,
      isTooWide: root.scrollWidth > root.clientWidth,
    };
  });
}

const HARMLESS = { elements: [], attributes: [], hidden: '', pwned: undefined, isTooWide: false };

/** Tries in the page what text from a file would try, and tells which directives of the policy refused it. */
function attempts(frame: Frame): Promise<{ refused: string[]; pwned: unknown; fetched: string }> {
  return frame.locator(':root').evaluate(async ({ ownerDocument: page }) => {
    const refused = new Set<string>();
    page.addEventListener('securitypolicyviolation', ({ effectiveDirective }: { effectiveDirective: string }) => refused.add(effectiveDirective));
    const add = (name: string, given: Record<string, unknown>) => page.body.appendChild(Object.assign(page.createElement(name), given));
    const added = [
      add('script', { textContent: 'globalThis.pwned = 7' }),
      add('img', { src: 'https://hostile.test/d.png' }),
      add('style', { textContent: 'body { color: red }' }),
      add('iframe', { src: 'https://hostile.test/e' }),
      add('link', { rel: 'stylesheet', href: 'https://hostile.test/g.css' }),
      add('audio', { src: 'https://hostile.test/h.mp3' }),
    ];
    const marked = page.createElement('div');
    marked.innerHTML = '<p style="color: red" onclick="globalThis.pwned = 8">x</p>';
    page.body.append(marked);
    marked.firstChild.click();
    const fetched = await fetch('https://hostile.test/i').then(() => 'answered', () => 'refused');
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const one of [...added, marked]) one.remove();
    return { refused: [...refused].sort(), pwned: page.defaultView.pwned, fetched };
  });
}

function policy(frame: Frame): Promise<string> {
  return frame.locator('meta[http-equiv="Content-Security-Policy"]').evaluate((meta) => meta.getAttribute('content') ?? '');
}

describe('hostile words in a manifest', () => {
  const editor = useEditor();

  it('stay words in every view of the panels', async () => {
    const bench = await editor().open(editor().newFolder(hostileBacklog()), { viewport: { width: 1000, height: 900 } });
    const asked: string[] = [];
    bench.page.on('request', (request) => asked.push(request.url()));
    await bench.runCommand('Orchestrator: Show Pulse');
    await bench.pulseFrame().locator('section.overview').waitFor();
    const frame = await bench.panelFrame();
    for (const view of ['Now', 'Graph', 'History']) {
      await frame.locator('.views').getByRole('button', { name: view }).click();
      await frame.locator('.view[aria-current=page]', { hasText: view }).waitFor();
      await frame.locator('details').evaluateAll((folds) => folds.forEach((fold) => fold.setAttribute('open', '')));
      assert.deepEqual(await actors(frame), HARMLESS, view);
      await bench.screenshot(`hostile-${view.toLowerCase()}`);
    }
    await frame.locator('.views').getByRole('button', { name: 'Now' }).click();
    await frame.getByText('<img src="https://hostile.test/a.png" onerror="globalThis.pwned = 1">').first().waitFor();
    await bench.runCommand('Orchestrator: Plan Parallel Batch');
    const plan = await until('the page of the plan', async () => {
      const frames = await Promise.all(bench.page.frames().map(async (one) => ((await one.locator('main#plan').count()) > 0 ? one : undefined)));
      return frames.find((one) => one !== undefined);
    });
    await plan.locator('main#plan h1').waitFor();
    assert.deepEqual(await actors(plan), HARMLESS, 'the plan');
    assert.deepEqual(asked.filter((url) => url.includes('hostile')), [], 'nothing was asked for');
  });

  it('would be refused by the page’s policy, were they more than words', async () => {
    const bench = await editor().open(editor().newFolder(smallBacklog([{ task_id: 'A--T01' }])));
    await bench.runCommand('Orchestrator: Show Pulse');
    await bench.pulseFrame().locator('section.overview').waitFor();
    const frame = await bench.panelFrame();
    const first = await policy(frame);
    assert.match(first, /^default-src 'none'; style-src (\S+ ?)+; font-src (\S+ ?)+; script-src 'nonce-[\w-]{22}'$/);
    assert.doesNotMatch(first, /unsafe|\*(?!\.)|http:/);
    const { refused, pwned, fetched } = await attempts(frame);
    assert.equal(pwned, undefined);
    assert.equal(fetched, 'refused');
    assert.deepEqual(refused, ['connect-src', 'frame-src', 'img-src', 'media-src', 'script-src-attr', 'script-src-elem', 'style-src-attr', 'style-src-elem']);
    await bench.runCommand('View: Close Editor');
    await until('the page to go', () => frame.isDetached());
    await bench.runCommand('Orchestrator: Show Pulse');
    await bench.pulseFrame().locator('section.overview').waitFor();
    assert.notEqual(await policy(await bench.panelFrame()), first, 'each page has a nonce of its own');
  });
});
