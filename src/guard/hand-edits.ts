/** Holds the leak gate over what a person changed with an editor, so that no secret enters the history by that door. */

import { basename } from 'node:path';
import { UserError } from '../contract/error.ts';
import { fieldsOf } from '../records/fields.ts';
import type { HandEditGuard } from '../workspace/change/hand-edits.ts';
import { decodeTable } from '../workspace/disk/decode.ts';
import type { KindLoader } from '../workspace/store/record-store.ts';
import { parseData } from '../workspace/text/yaml.ts';
import { ALLOW_FILE, allowList, leaksOf, leaksOfNames, requireNoLeaks } from './allowed.ts';
import { requireCleanEntry } from './entry.ts';
import { allowFileSchema } from './leak.ts';

/**
 * The guard of `OpenOptions`. A record is held to its fields, as when it is entered by a command, and to what is written
 * beside them; any other text, contract and settings too, is read as it stands.
 * @param root of the workspace, for its allow-list
 * @param loadKind gives the kind of a record by its id
 */
export function handEditGuard(root: string, loadKind: KindLoader): HandEditGuard {
  const requireCleanText = async (file: string, text: string): Promise<void> =>
    requireNoLeaks(await leaksOf([{ file, text }], await allowList(root)));
  // 联系电话 of the people of the contract is meant for telephone numbers, as such a field of a record is.
  const requireCleanContract = async (file: string, text: string): Promise<void> => {
    const lines = text.split('\n');
    const leaks = await leaksOf([{ file, text }], await allowList(root));
    requireNoLeaks(leaks.filter(({ rule, line }) => !(rule === 'mobile' && isPhone(lines[line - 1] ?? ''))));
  };
  return async (path, bytes) => {
    // The path of an article is its address, and stands in the history as its words do.
    const name = path.replace(/\.[^./]+$/, '');
    requireNoLeaks(await leaksOfNames([name], { file: '文件名', allow: await allowList(root) }), () => '路径');
    const kind = /^records\/([^/]+)\//.exec(path)?.[1];
    // Whatever its name: a picture has no lines to look at, a document of an office program has.
    const text = path.endsWith('.csv') ? decodeTable(bytes, path) : await wordsOf(bytes, path);
    if (path === ALLOW_FILE) return requireCleanText(path, wordsOfList(bytes) ?? text);
    if (path.startsWith('contract/')) return requireCleanContract(path, text);
    if (kind === undefined) return requireCleanText(path, text);
    const { schema } = await loadKind(kind);
    const of = { kind, id: basename(path).replace(/\.[^.]+$/, '') };
    const value = parseData(bytes, path, 'entry');
    await requireCleanEntry(root, { shown: path, value, fields: fieldsOf(schema), of });
    await requireCleanText(path, commentsOf(text));
  };
}

/** What is text is read here; the readers of documents are loaded when there is one. */
async function wordsOf(bytes: Uint8Array, path: string): Promise<string> {
  const isDocument = bytes.includes(0) || Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
  if (!isDocument) return new TextDecoder().decode(bytes);
  const { fileText } = await import('./files/file-text.ts');
  return (await fileText(bytes, path)).text;
}

/** Of the allow-list the reasons, a line each: the rest is digests, names of rules and of places. undefined: it is no such list. */
function wordsOfList(bytes: Uint8Array): string | undefined {
  try {
    const list = allowFileSchema.safeParse(parseData(bytes, ALLOW_FILE)).data;
    return (
      list && `${list.allow.map(({ reason }) => reason).join('\n')}\n${commentsOf(new TextDecoder().decode(bytes))}`
    );
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const isPhone = (line: string): boolean => /(?:^|[\s{,-])phone:\s/.test(line.replace(/#.*$/, ''));

/** What stands behind `#`, on its own line: in the file for ever, and in no field. */
const commentsOf = (text: string): string =>
  text
    .split('\n')
    .map((line) => /(?:^|\s)#(.*)$/.exec(line)?.[1] ?? '')
    .join('\n');
