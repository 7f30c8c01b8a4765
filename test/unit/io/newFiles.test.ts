import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { NODE_FILES, type Files } from '../../../src/io/files';
import { createNewFiles } from '../../../src/io/newFiles';
import { removeTemporary, temporaryFolder } from '../../support/repository';

describe('making new files', () => {
  let root: string;
  beforeEach(() => (root = temporaryFolder('with space')));
  afterEach(() => removeTemporary(root));

  const create = (file: string, text = 'text\n', files?: Files) => createNewFiles({ root, ...(files ? { files } : {}) }).create(file, text);
  const codeOf = async (file: string) => {
    const made = await create(file);
    return made.ok ? 'made' : made.error.code;
  };
  const everything = (folder: string) => fs.readdirSync(folder, { recursive: true }).map(String).sort();

  it('makes the folders, writes the whole text, and leaves nothing else', async () => {
    const text = `${'ä€🎈'.repeat(50_000)}\n`;
    assert.deepEqual(await create('docs/backlog/new.json', text), { ok: true, value: undefined });
    assert.equal(fs.readFileSync(path.join(root, 'docs/backlog/new.json'), 'utf8'), text);
    assert.deepEqual(everything(root), ['docs', 'docs/backlog', 'docs/backlog/new.json'].map((name) => name.replaceAll('/', path.sep)));
  });

  it('keeps what is there, whatever it is', async () => {
    fs.writeFileSync(path.join(root, 'file'), 'mine');
    fs.mkdirSync(path.join(root, 'folder'));
    fs.symlinkSync('nowhere', path.join(root, 'dangling'));
    for (const name of ['file', 'folder', 'dangling']) assert.equal(await codeOf(name), 'FILE-EXISTS');
    assert.equal(fs.readFileSync(path.join(root, 'file'), 'utf8'), 'mine');
    assert.deepEqual(everything(root), ['dangling', 'file', 'folder']);
  });

  it('lets one of many win', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, (_, index) => create('a/b/c.txt', `text ${index}`)));
    assert.equal(made.filter(({ ok }) => ok).length, 1);
    const winner = made.findIndex(({ ok }) => ok);
    assert.equal(fs.readFileSync(path.join(root, 'a/b/c.txt'), 'utf8'), `text ${winner}`);
    assert.deepEqual(everything(path.join(root, 'a', 'b')), ['c.txt']);
  });

  it('never leaves the folder', async () => {
    const outside = path.join(root, '..', 'outside');
    fs.mkdirSync(outside);
    fs.symlinkSync(outside, path.join(root, 'link'));
    fs.symlinkSync('nowhere', path.join(root, 'dangling'));
    for (const name of ['../x', 'a/../../x', '/x', 'link/x', 'link/deep/x', 'dangling/x', '', 'a//b', './x', 'a\\..\\x', 'C:/x', 'a\0b']) {
      assert.equal(await codeOf(name), 'FILE-NOT-CREATED', name);
    }
    assert.deepEqual(everything(outside), []);
    assert.deepEqual(everything(root), ['dangling', 'link']);
  });

  it('changes nothing when the disk refuses', async () => {
    for (const call of ['open', 'link', 'mkdir'] as const) {
      const fail = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOSPC' }));
      const made = await create('new/folder/file.txt', 'text', { ...NODE_FILES, [call]: fail });
      assert.equal(made.ok, false, call);
      assert.match(made.error.message, /the disk is full \(ENOSPC\)/);
      assert.deepEqual(everything(root), [], call);
    }
  });

  it('does without hard links', async () => {
    const link = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTSUP' }));
    assert.ok((await create('file.txt', 'text', { ...NODE_FILES, link })).ok);
    assert.equal(fs.readFileSync(path.join(root, 'file.txt'), 'utf8'), 'text');
    assert.deepEqual(everything(root), ['file.txt']);
  });
});
