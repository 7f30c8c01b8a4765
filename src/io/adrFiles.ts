import { err, ok, type Result } from '../core/result';
import { t } from '../core/words';
import { insideRoot, type Folders, type NotLocated } from './locate';

const DOCUMENT = /\.(md|mdx|markdown|adoc|txt)$/i;
const NUMBERED = /^(?:adr[-_ ]?)?(\d{1,6})(?!\d)/i;

/**
 * The file of a decision named by id: `ADR-0009` -> `docs/adr/0009-….md` or `docs/adr/adr-9….md`,
 * in the ADR folder or one folder below it.
 *
 * @returns the path relative to the root, or the reason why there is not exactly one
 */
export async function findAdr(folders: Folders, adrFolder: string, adr: string): Promise<Result<string, NotLocated>> {
  const folder = adrFolder.replaceAll('\\', '/').replace(/\/+$/, '');
  const place = await insideRoot(folders, folder);
  if (!place.ok) return err({ reason: t('{0} can\'t be looked for: {1}', adr, place.error.reason) });
  const wanted = Number(/\d+/.exec(adr)?.[0] ?? Number.NaN);
  const entries = await folders.list(folder);
  if (!entries) return err({ reason: t('{0} is looked for in {1}, which is no folder that can be read', adr, folder) });
  const below = await Promise.all(
    [...entries].filter(([, isFolder]) => isFolder).map(async ([name]) => ({ name, listing: await folders.list(`${folder}/${name}`) })),
  );
  const paths = [
    ...entries.names,
    ...below.flatMap(({ name, listing }) => (listing?.names ?? []).map((file) => `${name}/${file}`)),
  ].filter((path) => isNumbered(path, wanted));
  const [first, second] = paths.sort();
  if (first === undefined) return err({ reason: t('{0} has no file in {1}', adr, folder), isAbsent: true });
  if (second !== undefined) return err({ reason: t('{0} has {1} files in {2}: {3}', adr, paths.length, folder, paths.slice(0, 3).join(', ')) });
  return ok(`${folder}/${first}`);
}

function isNumbered(path: string, wanted: number): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const number = DOCUMENT.test(name) ? NUMBERED.exec(name)?.[1] : undefined;
  return number !== undefined && Number(number) === wanted;
}
