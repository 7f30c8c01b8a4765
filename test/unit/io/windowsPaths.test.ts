import assert from 'node:assert/strict';
import { build, type Plugin } from 'esbuild';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import type * as dataFolderModule from '../../../src/io/dataFolder';
import type * as gitProgramModule from '../../../src/io/git/gitProgram';
import type * as isInsideModule from '../../../src/io/isInside';
import type * as locateModule from '../../../src/io/locate';
import type * as newFilesModule from '../../../src/io/newFiles';
import type * as projectSettingsModule from '../../../src/io/projectSettings';
import type * as worktreePlaceModule from '../../../src/io/batch/worktreePlace';
import { removeTemporary, temporaryFolder } from '../../support/repository';

type Modules = typeof dataFolderModule & typeof gitProgramModule & typeof isInsideModule & typeof locateModule & typeof newFilesModule & typeof projectSettingsModule & typeof worktreePlaceModule;

const FILES = ['dataFolder', 'git/gitProgram', 'isInside', 'locate', 'newFiles', 'projectSettings', 'batch/worktreePlace'];

/** Paths as Windows has them, whatever this runs on. */
const windowsPaths: Plugin = {
  name: 'windows-paths',
  setup({ onResolve }) {
    onResolve({ filter: /^node:path$/ }, () => ({ path: 'node:path/win32', external: true }));
  },
};

/**
 * The product's own modules, built as for Windows: its paths, its name. Their disk is the one that is here, on which no
 * path of Windows is, so what is looked up is what is not there. That leaves to a real Windows: links and junctions,
 * names in another case on disk, a `.git` file with a path of Windows, the retry of a rename that is refused as busy,
 * `git.exe` on the PATH, `vtm.cmd`, and file watching.
 */
describe('paths of Windows', () => {
  let windows: Modules;
  let folder: string;

  before(async () => {
    folder = temporaryFolder();
    const outfile = path.join(folder, 'windows.cjs');
    const contents = FILES.map((file) => `export * from './src/io/${file}';`).join('\n');
    await build({
      stdin: { contents, resolveDir: process.cwd() },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
      outfile,
      logLevel: 'silent',
      define: { 'process.platform': '"win32"' },
      plugins: [windowsPaths],
    });
    windows = createRequire(outfile)(outfile) as Modules;
  });
  after(() => removeTemporary(folder));

  it('are inside a folder by its parts, in any case, and never from another drive or share', () => {
    const { isInside } = windows;
    for (const inside of ['C:\\Work\\Größe x', 'c:\\WORK\\größe X', 'C:\\Work\\Größe x\\docs\\a.md', 'C:\\Work\\Größe x\\..a', 'C:/Work/Größe x/docs']) {
      assert.ok(isInside('C:\\Work\\Größe x', inside), inside);
    }
    for (const outside of ['C:\\Work', 'C:\\Work\\Größe x2', 'C:\\Work\\Größe', 'D:\\Work\\Größe x', '\\\\server\\share\\Work', 'C:\\Work\\Größe x\\..\\other']) {
      assert.ok(!isInside('C:\\Work\\Größe x', outside), outside);
    }
    assert.ok(isInside('\\\\server\\share\\project', '\\\\server\\share\\project\\docs'));
    assert.ok(!isInside('\\\\server\\share', '\\\\server\\other'));
    assert.ok(isInside('C:\\', 'C:\\x'));
  });

  it('of a command line are kept as the settings have them: from the root, with forward slashes', async () => {
    const named = async (manifest: string) => (await windows.readProjectSettings('C:\\Work\\It\'s $x', { manifest })).settings.manifestPath;
    assert.equal(await named('docs\\backlog\\tasks.json'), 'docs/backlog/tasks.json');
    assert.equal(await named('C:\\Work\\It\'s $x\\a b.json'), 'a b.json');
    assert.equal(await named('..\\other\\tasks.json'), '../other/tasks.json');
    assert.equal(await named('D:\\tasks.json'), 'D:/tasks.json');
  });

  it('in a manifest are refused where they are absolute, name a device or a hidden stream, or lead out', async () => {
    const { Folders, locate } = windows;
    const reason = async (wanted: string) => {
      const found = await locate(new Folders('C:\\Work\\project'), wanted, 1000);
      assert.ok(!found.ok, wanted);
      return found.error.reason;
    };
    for (const absolute of ['C:\\x.md', 'c:/x.md', '\\\\server\\share\\x.md', '\\x.md', '/x.md']) assert.match(await reason(absolute), /absolute/, absolute);
    for (const reserved of ['NUL', 'docs/con.md', 'docs/Com1', 'docs/spec.md:stream', 'lpt9.txt/x']) assert.match(await reason(reserved), /Windows reserves/, reserved);
    assert.match(await reason('../x.md'), /outside/);
    assert.match(await reason('docs/../../x.md'), /outside/);
    assert.doesNotMatch(await reason('docs/console.md'), /reserves/);
  });

  it('of new files hold no drive, stream or backslash', async () => {
    const { create } = windows.createNewFiles({ root: folder });
    for (const odd of ['C:\\x.json', 'C:x.json', 'docs\\x.json', 'docs/x.json:stream', '../x.json', '/x.json']) {
      const made = await create(odd, '{}');
      assert.ok(!made.ok && made.error.code === 'FILE-NOT-CREATED', odd);
    }
    assert.deepEqual(fs.readdirSync(folder), ['windows.cjs']);
  });

  it('of worktrees lie in the repository or beside it, on its own drive, and outside git\'s folder', async () => {
    const places = { top: 'C:\\Work\\Größe x', commonDir: 'C:\\Work\\Größe x\\.git' };
    const place = async (setting: string) => {
      const found = await windows.worktreeFolder(setting, places);
      return found.ok ? found.value : found.error.code;
    };
    assert.equal(await place('../{REPOSITORY}.worktrees'), 'C:\\Work\\Größe x.worktrees');
    assert.equal(await place('.trees'), 'C:\\Work\\Größe x\\.trees');
    for (const odd of ['D:\\trees', '\\\\server\\share\\trees', '..\\..\\trees', '.git\\trees', 'sub\\.GIT\\x']) assert.equal(await place(odd), 'WORKTREE-FOLDER', odd);
    assert.equal(windows.folderName('con.T01'), 'task-con.T01');
  });

  it('of programs and data are whole: git is never looked for in the repository', () => {
    assert.ok(path.win32.isAbsolute(windows.gitProgram(undefined)));
    assert.equal(windows.gitProgram('C:\\Program Files\\Git\\cmd\\git.exe'), 'C:\\Program Files\\Git\\cmd\\git.exe');
    assert.equal(windows.dataFolder({ LOCALAPPDATA: 'C:\\Users\\Jürgen\\AppData\\Local' }), 'C:\\Users\\Jürgen\\AppData\\Local\\implementation-orchestrator');
    assert.equal(windows.dataFolder({ ORCHESTRATOR_DATA: 'D:\\data' }), 'D:\\data');
    assert.notEqual(windows.dataFolder({ ORCHESTRATOR_DATA: 'data', LOCALAPPDATA: 'C:\\L' }), 'data');
  });
});
