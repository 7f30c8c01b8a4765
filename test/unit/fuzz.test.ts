import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { DrawnPage } from '../fuzz/drawnPage';
import { assertHarmless } from '../fuzz/harmless';
import { hunt, tryInput } from '../fuzz/hunt';
import { TARGETS } from '../fuzz/targets';
import { Watched } from '../fuzz/watched';
import { removeTemporary, temporaryFolder } from '../support/repository';
import { SEED } from '../support/seed';

const KEPT = path.join('test', 'fuzz', 'kept');
/** Of each target, from each of two seeds; the time is the bound on a busy machine. */
const MOST = 60;
const MS = 500;

describe('fuzzing', function () {
  this.timeout(120_000);
  let scratch: string;
  let watched: Watched;
  before(() => {
    scratch = temporaryFolder('fuzz');
    watched = new Watched(scratch);
  });
  after(async () => {
    await watched.close();
    removeTemporary(scratch);
  });

  describe('inputs that broke something once', () => {
    for (const name of fs.readdirSync(KEPT).sort()) {
      it(name.replace(/\.json$/, ''), async () => {
        const { target, input } = JSON.parse(fs.readFileSync(path.join(KEPT, name), 'utf8')) as { target: string; input: unknown };
        assert.ok(TARGETS.some((one) => one.name === target), `there is no target ${target}`);
        const fault = await tryInput(watched, target, input);
        assert.equal(fault?.stack ?? fault?.message, undefined);
      });
    }
  });

  describe('a short run', () => {
    for (const seed of ['the same every time', String(SEED)]) {
      for (const { name } of TARGETS) {
        it(`${name}, seed ${seed}`, async () => {
          const { tried, findings } = await hunt(name, watched, { seed, ms: MS, most: MOST, smallerMs: 5_000 });
          assert.ok(tried > 0);
          assert.deepEqual(findings.map(({ at, fault, input }) => ({ at, fault: fault.stack || fault.message, input })), []);
        });
      }
    }
  });

  it('finds what throws, and what hangs', async () => {
    const impatient = new Watched(scratch, 300);
    assert.match((await tryInput(impatient, 'canary', 'throw'))?.message ?? '', /^the canary/);
    assert.match((await tryInput(impatient, 'canary', 'loop'))?.message ?? '', /^it hangs/);
    assert.match((await tryInput(impatient, 'canary', 'wait'))?.message ?? '', /^it hangs/);
    assert.match((await tryInput(impatient, 'canary', 'pollute'))?.message ?? '', /^a prototype was changed: polluted/);
    assert.equal(await tryInput(impatient, 'canary', 'fine'), undefined);
    await impatient.close();
  });

  it('finds what a text has made of a page, and a page that does not answer', async () => {
    const page = await DrawnPage.open('pulse', '{}');
    assertHarmless(page.elements());
    for (const made of ['<img src="x">', '<script></script>', '<b onclick="x">x</b>', '<p style="color: red">x</p>', '<p class="a<b">x</p>']) {
      page.root.innerHTML = made;
      assert.throws(() => assertHarmless(page.elements()), /there is a|has /, made);
    }
    assert.throws(() => page.tell('{'), /JSON/);
    await page.close();
  });
});
