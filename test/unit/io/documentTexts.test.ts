import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { contextCost } from '../../../src/core/context/cost';
import type { Task } from '../../../src/core/manifest/task';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { createContextFiles } from '../../../src/io/contextFiles';
import { createDocumentTexts } from '../../../src/io/documentTexts';
import { snapshotOf, task } from '../../support/builders';
import { removeTemporary, temporaryFolder } from '../../support/repository';

const MEGABYTE = 1024 * 1024;

describe('texts of documents', () => {
  let root: string;

  beforeEach(() => {
    root = temporaryFolder('documents');
    write('docs/a.md', '# A\n\ntext\n');
  });
  afterEach(() => removeTemporary(root));

  function write(relative: string, text: string | Buffer): string {
    const file = path.join(root, relative);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  }

  async function read(relative: string): Promise<string> {
    const answer = await createDocumentTexts({ root }).read(relative);
    return answer.ok ? answer.value.text : `${answer.error.code}: ${answer.error.message}. ${answer.error.remedy}`;
  }

  async function version(): Promise<string> {
    const answer = await createDocumentTexts({ root }).read('docs/a.md');
    assert.ok(answer.ok);
    return answer.value.version;
  }

  it('are those of the files, without a byte order mark', async () => {
    assert.equal(await read('docs/a.md'), '# A\n\ntext\n');
    write('docs/bom.md', '\ufeff# B\r\n');
    assert.equal(await read('docs/bom.md'), '# B\r\n');
    write('docs/empty.md', '');
    assert.equal(await read('docs/empty.md'), '');
  });

  it('have a version that changes with the text, and not with the time', async () => {
    const before = await version();
    fs.utimesSync(path.join(root, 'docs/a.md'), new Date(0), new Date(0));
    assert.equal(await version(), before);
    write('docs/a.md', '# A\n\nTEXT\n');
    assert.notEqual(await version(), before);
  });

  it('are refused where there is no text: binary, other encodings, a folder, nothing', async () => {
    write('docs/x.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]));
    assert.match(await read('docs/x.png'), /^DOCUMENT-NOT-READABLE: docs\/x\.png can't be handed out: .* not text/);
    write('docs/latin1.md', Buffer.from('Gr\xfc\xdfe', 'latin1'));
    assert.match(await read('docs/latin1.md'), /not valid UTF-8 at line 1, column 3 \(byte offset 2: 0xFC\)\. Save it as UTF-8/);
    write('docs/utf16.md', Buffer.from('\ufeffabc', 'utf16le'));
    assert.match(await read('docs/utf16.md'), /UTF-16/);
    assert.match(await read('docs'), /is a folder/);
    assert.match(await read('docs/gone.md'), /docs\/gone\.md" is not there/);
  });

  it('are refused over the limit, before anything of them is read', async () => {
    write('docs/limit.md', 'x'.repeat(2 * MEGABYTE));
    assert.equal((await read('docs/limit.md')).length, 2 * MEGABYTE);
    const file = write('docs/sparse.md', '');
    fs.truncateSync(file, 1024 * MEGABYTE);
    const before = process.memoryUsage().arrayBuffers;
    assert.match(await read('docs/sparse.md'), /larger than 2 MB\. Read with your own tools/);
    assert.ok(process.memoryUsage().arrayBuffers - before < 64 * MEGABYTE);
  });

  it('are refused outside the root, whichever way a path leads there', async () => {
    fs.writeFileSync(path.join(path.dirname(root), 'secret.md'), 'secret');
    fs.symlinkSync('../../secret.md', path.join(root, 'docs/out.md'));
    fs.symlinkSync('../..', path.join(root, 'docs/up'));
    fs.symlinkSync('nowhere.md', path.join(root, 'docs/dangling.md'));
    for (const wanted of ['../secret.md', 'docs/../../secret.md', 'docs/out.md', 'docs/up/secret.md', path.join(root, '../secret.md'), 'docs/dangling.md', 'docs/a.md\0']) {
      assert.match(await read(wanted), /^DOCUMENT-NOT-READABLE: /, wanted);
    }
    fs.rmSync(root, { recursive: true });
    assert.match(await read('docs/a.md'), /^DOCUMENT-NOT-READABLE: /);
  });

  it('follow a link that is exchanged for one that leads out only as far as it was inside', async () => {
    fs.writeFileSync(path.join(path.dirname(root), 'secret.md'), 'secret');
    fs.symlinkSync('a.md', path.join(root, 'docs/link.md'));
    assert.equal(await read('docs/link.md'), '# A\n\ntext\n');
    fs.unlinkSync(path.join(root, 'docs/link.md'));
    fs.symlinkSync('../../secret.md', path.join(root, 'docs/link.md'));
    assert.match(await read('docs/link.md'), /outside the workspace folder/);
  });

  it('do not wait for a FIFO', async function () {
    if (process.platform === 'win32') return;
    this.timeout(20_000);
    execFileSync('mkfifo', [path.join(root, 'docs/fifo.md')]);
    assert.match(await read('docs/fifo.md'), /named pipe/);
  });

  describe('and their cost', () => {
    function taskWith(...related_specs: readonly string[]): Task {
      const found = snapshotOf([task({ task_id: 'A--T01', related_specs })]).byId.get('A--T01');
      assert.ok(found);
      return found.task;
    }
    const costOf = async (...specs: readonly string[]) =>
      contextCost(await createContextFiles({ root, settings: () => DEFAULT_SETTINGS }).check(taskWith(...specs)));

    it('is counted by file, of a section where the reference names one that is there', async () => {
      write('docs/b.md', `# B\n\n## Small\n\nwords\n\n## Large\n\n${'words '.repeat(5_000)}\n`);
      const whole = await costOf('docs/b.md');
      assert.ok(whole.total > 4_500 && whole.total < 5_500);
      const small = (await costOf('docs/b.md#small')).total;
      assert.ok(small > 0 && small < 20);
      assert.deepEqual(await costOf('docs/b.md#nowhere'), whole);
    });

    it('follows the file', async () => {
      const before = (await costOf('docs/a.md')).total;
      assert.equal((await costOf('docs/a.md')).total, before);
      write('docs/a.md', 'words '.repeat(1_000));
      assert.ok((await costOf('docs/a.md')).total > before + 900);
    });

    it('is left out for what is no text, and never asked of tests', async () => {
      write('docs/x.pdf', Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 1]));
      assert.deepEqual(await costOf('docs/x.pdf'), { total: 0, files: [{ path: 'docs/x.pdf' }] });
      write('tests/a.spec.ts', 'words');
      const { tests } = await createContextFiles({ root, settings: () => DEFAULT_SETTINGS }).check(taskWith('docs/a.md'));
      assert.deepEqual(tests.map((fact) => fact.kind === 'found' && fact.tokens), [undefined]);
    });
  });
});
