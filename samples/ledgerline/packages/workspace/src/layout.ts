import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LayoutFault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** From the bottom up. A package may import from its own layer and from those before it. */
const LAYERS: readonly (readonly string[])[] = [
  ['kernel', 'money'],
  ['config', 'storage'],
  ['audit'],
  ['ledger'],
  ['banking', 'invoicing', 'vat'],
  ['api', 'cli'],
  ['web'],
  ['testkit', 'workspace'],
];

/** Checks the names and the import direction of every package under `packages/`. */
export function checkLayout(root: string): LayoutFault[] {
  return readdirSync(join(root, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => [...checkName(root, entry.name), ...checkImports(root, entry.name)]);
}

function layerOf(name: string): number {
  return LAYERS.findIndex((layer) => layer.includes(name));
}

function checkName(root: string, name: string): LayoutFault[] {
  const file = `packages/${name}/package.json`;
  const path = join(root, file);
  const fault = (message: string): LayoutFault[] => [{ file, line: 1, message }];
  if (!existsSync(path)) return fault(`Package ${name} has no package.json`);
  const declared: unknown = (JSON.parse(readFileSync(path, 'utf8')) as { name?: unknown }).name;
  if (declared !== `@ledgerline/${name}`) return fault(`Package ${name} must be named @ledgerline/${name}`);
  if (layerOf(name) < 0) return fault(`Package ${name} has no layer: add it to packages/workspace/src/layout.ts`);
  return [];
}

function checkImports(root: string, name: string): LayoutFault[] {
  const source = join(root, 'packages', name, 'src');
  if (!existsSync(source)) return [];
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => checkFile(root, name, `packages/${name}/src/${file.replaceAll('\\', '/')}`));
}

function checkFile(root: string, name: string, file: string): LayoutFault[] {
  return readFileSync(join(root, file), 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const imported = /from '@ledgerline\/([a-z]+)'/.exec(text)?.[1];
      if (imported === undefined || layerOf(imported) <= layerOf(name)) return [];
      return [{ file, line: index + 1, message: `${name} may not import ${imported}, which lies above it` }];
    });
}
