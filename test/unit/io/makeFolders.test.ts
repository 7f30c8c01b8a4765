import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { makeFolders } from '../../../src/io/makeFolders';
import { removeTemporary, temporaryFolder } from '../../support/repository';

describe('making folders', () => {
  let root: string;
  beforeEach(() => {
    root = temporaryFolder();
  });
  afterEach(() => removeTemporary(root));

  it('makes what is missing, many at once, and keeps what is there', async () => {
    const folder = path.join(root, 'a', 'b', 'c');
    await Promise.all(Array.from({ length: 20 }, () => makeFolders(folder, fs, 0o700)));
    assert.ok((await fs.stat(folder)).isDirectory());
    await fs.writeFile(path.join(folder, 'kept'), '');
    await makeFolders(folder, fs);
    assert.deepEqual(await fs.readdir(folder), ['kept']);
  });

  it('gives up where the system says that a folder below one that is there can\'t be', async () => {
    const missing = Object.assign(new Error('no'), { code: 'ENOENT' });
    const refusing = { stat: fs.stat, mkdir: () => Promise.reject(missing) } as unknown as typeof fs;
    await assert.rejects(makeFolders(path.join(root, 'a', 'b'), refusing), { code: 'ENOENT' });
  });

  it('tells that a part of the path is a file', async () => {
    await fs.writeFile(path.join(root, 'file'), '');
    await assert.rejects(makeFolders(path.join(root, 'file', 'a', 'b'), fs), { code: 'ENOTDIR' });
  });
});
