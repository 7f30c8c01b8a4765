// Builds the bundles of the product (dist/) and, with --tests, of its tests (out/).
// Flags: --production (minify, no source maps), --tests, --watch.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const subsetFont = require('subset-font');
const { writeNotices } = require('./notices.js');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const withTests = process.argv.includes('--tests');

/**
 * zod keeps its configuration on `globalThis`, which all extensions of a window share: another one's zod, of another
 * version, would set ours. Ours gets a name of its own.
 */
const ownZodConfig = {
  name: 'own-zod-config',
  setup(build) {
    build.onLoad({ filter: /node_modules[\\/]zod[\\/].*core\.js$/ }, async ({ path: file }) => ({
      contents: (await fs.promises.readFile(file, 'utf8')).replaceAll('__zod_globalConfig', '__orchestrator_zodConfig'),
      loader: 'js',
    }));
  },
};

/**
 * The MCP SDK brings a JSON schema validator (150 KB) for what clients answer to forms. This server asks no forms, and
 * the operations check their input themselves.
 */
const withoutSchemaValidator = {
  name: 'without-schema-validator',
  setup(build) {
    build.onResolve({ filter: /^@modelcontextprotocol\/server\/_shims$/ }, () => ({ path: 'shims', namespace: 'mcp-shims' }));
    build.onLoad({ filter: /.*/, namespace: 'mcp-shims' }, () => ({
      contents: `export { default as process } from 'node:process';
        export class DefaultJsonSchemaValidator { getValidator() { throw new Error('There is no schema validator in this build'); } }`,
    }));
  },
};

/** Only what runs in the editor may see `vscode`: a leak into `vtm` or the MCP server fails the build. */
const editorAlone = {
  name: 'editor-alone',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ path: name, importer }) => {
      const from = path.relative(__dirname, importer).split(path.sep).join('/');
      return /^src\/(extension\.ts$|editor\/)/.test(from) ? { path: name, external: true } : { errors: [{ text: `${from} must not import vscode` }] };
    });
    // What an entry of another face reaches: the editor's own files would bring `vscode` along.
    build.onResolve({ filter: /\/editor\// }, ({ importer }) => {
      const from = path.relative(__dirname, importer).split(path.sep).join('/');
      return /^src\/(extension\.ts$|editor\/)/.test(from) ? undefined : { errors: [{ text: `${from} must not import from the editor` }] };
    });
  },
};

/**
 * Programs share their code, as chunks that esbuild only makes of ES modules. What it made is written as CommonJS: the
 * editor's `require` and `vtm` load it faster, and both know where they are.
 */
const asCommonJs = {
  name: 'as-common-js',
  setup(build) {
    build.initialOptions.write = false;
    build.onEnd(async ({ outputFiles = [] }) => {
      fs.rmSync(path.join(__dirname, 'dist', 'chunks'), { recursive: true, force: true });
      await Promise.all(
        outputFiles.map(async ({ path: file, text }) => {
          const { code } = await esbuild.transform(importedOnce(text), {
            format: 'cjs',
            platform: 'node',
            target: 'node20',
            minify: production,
            sourcemap: production ? false : 'inline',
            sourcesContent: false,
            supported: { 'dynamic-import': false },
          });
          await fs.promises.mkdir(path.dirname(file), { recursive: true });
          await fs.promises.writeFile(file, code);
        }),
      );
    });
  },
};

/**
 * A module that is imported as a whole is copied by esbuild, name by name, for each file that does so: `vscode` has 200
 * names, and a hundred files of ours import it. Nobody here imports a default, so the module itself serves them all.
 */
function importedOnce(text) {
  const names = new Map();
  const rest = text.replace(/\bimport\s*\*\s*as\s+([\w$]+)\s+from\s*"(vscode|node:[\w/]+)";?/g, (_, name, module) => {
    names.set(module, [...(names.get(module) ?? []), name]);
    return '';
  });
  const declared = [...names].flatMap(([module, [first, ...others]]) => [`${first}=require("${module}")`, ...others.map((other) => `${other}=${first}`)]);
  return declared.length > 0 ? `const ${declared.join(',')};${rest}` : text;
}

/**
 * The icon font has 650 icons, and the pages draw some eighty: a sixth of the bytes. An icon counts as used when its name
 * stands in quotes in what the pages are made of, or in the core, which names icons for them.
 */
const usedIconsAlone = {
  name: 'used-icons-alone',
  setup(build) {
    const rules = /^\.codicon-([\w-]+):before \{ content: "\\([\da-f]+)" \}$/gm;
    const sheetOf = (file) => fs.readFileSync(path.join(path.dirname(file), 'codicon.css'), 'utf8');
    build.onLoad({ filter: /[\\/]codicon\.css$/ }, ({ path: file }) => {
      const { files, names } = quotedNames('src/webview', 'src/core');
      return { contents: sheetOf(file).replace(rules, (rule, name) => (names.has(name) ? rule : '')), loader: 'css', watchFiles: files };
    });
    build.onLoad({ filter: /[\\/]codicon\.ttf$/ }, async ({ path: file }) => {
      const { files, names } = quotedNames('src/webview', 'src/core');
      const used = [...sheetOf(file).matchAll(rules)].filter(([, name]) => names.has(name));
      const text = used.map(([, , code]) => String.fromCodePoint(Number.parseInt(code, 16))).join('');
      return { contents: await subsetFont(fs.readFileSync(file), text, { targetFormat: 'truetype' }), loader: 'file', watchFiles: files };
    });
  },
};

/** What stands in quotes in the sources of these folders and could be the name of an icon. */
function quotedNames(...folders) {
  const files = folders.flatMap((folder) => fs.readdirSync(folder, { recursive: true }).map((file) => path.resolve(folder, String(file)))).filter((file) => /\.tsx?$/.test(file));
  return { files, names: new Set(files.flatMap((file) => [...fs.readFileSync(file, 'utf8').matchAll(/(["'])([a-z\d-]+)\1/g)].map(([, , name]) => name))) };
}

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  logLevel: 'warning',
  // The licences of what is bundled are written beside the bundles (notices.js).
  legalComments: 'none',
  metafile: true,
  plugins: [ownZodConfig],
  define: { PRODUCT_VERSION: JSON.stringify(require('./package.json').version) },
};

/**
 * jsonc-parser's `main` is UMD, whose requires esbuild can't follow: its `module` can be bundled.
 * @type {import('esbuild').BuildOptions}
 */
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs', mainFields: ['module', 'main'] };

const product = [
  // It stands alone where a project keeps it in place of its script; the sub-commands are loaded when one is called.
  {
    ...node,
    entryPoints: { vtm: 'src/cli/vtm.ts' },
    outdir: 'dist',
    banner: { js: '#!/usr/bin/env node' },
    external: ['./runWords', './mergeStateFiles'],
    supported: { 'dynamic-import': false },
  },
  {
    ...node,
    format: 'esm',
    splitting: true,
    sourcemap: production ? false : 'inline',
    // git waits for `mergeStateFiles` at every merge, so it reaches only what merging needs.
    entryPoints: { extension: 'src/extension.ts', runWords: 'src/cli/runWords.ts', mergeStateFiles: 'src/cli/mergeStateFiles.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [...node.plugins, editorAlone, withoutSchemaValidator, asCommonJs],
  },
  {
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: { panels: 'src/webview/main.ts' },
    outdir: 'dist/webview',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    // One name, whatever is in it: the package would carry the font of an earlier build along.
    assetNames: '[name]',
    plugins: [...common.plugins, usedIconsAlone],
  },
];

/** Every *.test.ts becomes a bundle of its own, so that mocha runs plain JavaScript. */
function tests() {
  const find = (dir, suffix) =>
    fs.existsSync(dir)
      ? fs
          .readdirSync(dir, { recursive: true })
          .map((file) => path.join(dir, String(file)))
          .filter((file) => suffix.test(file))
      : [];
  const base = { ...node, sourcemap: 'inline', minify: false, packages: 'external', outbase: 'test', outdir: 'out/test' };
  return [
    { ...base, entryPoints: [...find('test/unit', /\.test\.tsx?$/), ...find('test/crash', /\.ts$/), ...find('test/fuzz', /[\\/](fuzz|worker)\.ts$/), ...find('test/ui', /\.test\.ts$/), ...find('test/pictures', /\.test\.ts$/)] },
    { ...base, entryPoints: [...find('test/host', /\.test\.ts$/), ...find('test/host', /index\.ts$/), ...find('test/bench/host', /index\.ts$/)], external: ['vscode'] },
    { ...base, entryPoints: find('test/bench', /\.bench\.ts$/) },
  ].filter((options) => options.entryPoints.length > 0);
}

async function main() {
  const builds = [...product, ...(withTests ? tests() : [])];
  if (watch) {
    await Promise.all(builds.map(async (options) => (await esbuild.context(options)).watch()));
    return;
  }
  // Its font has the name of its content: one of before would be packed as well.
  fs.rmSync(path.join(__dirname, 'dist', 'webview'), { recursive: true, force: true });
  const results = await Promise.all(builds.map((options) => esbuild.build(options)));
  writeNotices(path.join(__dirname, 'dist', 'THIRD-PARTY-NOTICES.txt'), results.slice(0, product.length));
}

main().catch((error) => {
  // What esbuild finds it has told already.
  if (error.errors === undefined) console.error(error.message);
  process.exitCode = 1;
});
