import { createHash } from 'node:crypto';
import type { DocumentTexts, Refusal } from '../core/ports';
import { err, ok } from '../core/result';
import { t } from '../core/words';
import { Folders, insideRoot } from './locate';
import { readTextFile } from './textFile';

/** The largest document that is handed out or counted, in bytes. */
export const DOCUMENT_BYTES = 2 * 1024 * 1024;

const REMEDIES: Readonly<Record<string, () => string>> = {
  'too-large': () => t('Read with your own tools the part of it that the task needs.'),
  encoding: () => t('Save it as UTF-8.'),
  binary: () => t('Look at it with a program made for such files.'),
  'not-a-file': () => t('Put a file there, or mend the reference in the manifest.'),
};

/**
 * Reads documents of a task below `root`. Where a path leads is looked at again, since a link may have changed
 * after {@link createContextFiles} found it (RELIABILITY, bad input 25).
 *
 * @param options.maxBytes the largest document that is read
 */
export function createDocumentTexts({ root, maxBytes = DOCUMENT_BYTES }: { root: string; maxBytes?: number }): DocumentTexts {
  return {
    async read(path) {
      const place = await insideRoot(new Folders(root), path).catch(() => undefined);
      if (!place?.ok) return err(notReadable(place?.error.reason ?? t('{0} can\'t be reached', path), t('Mend the reference in the manifest.')));
      const file = await readTextFile(place.value.real, maxBytes);
      if (file.kind === 'missing') return err(notReadable(t('{0} is not there any more', path), t('Ask for the list of documents again.')));
      if (file.kind === 'unreadable') {
        return err(notReadable(t('{0} can\'t be handed out: {1}', path, file.message), REMEDIES[file.problem]?.() ?? file.remedy));
      }
      return ok({ text: file.text, version: createHash('sha256').update(file.text).digest('hex').slice(0, 32) });
    },
  };
}

function notReadable(message: string, remedy: string): Refusal {
  return { code: 'DOCUMENT-NOT-READABLE', message, remedy };
}
