/** Holds the leak gate where a person's words come in, so that a secret never enters the history of the workspace. */

import type { RecordField } from '../records/fields.ts';
import { allowList, leaksOf, requireNoLeaks } from './allowed.ts';
import type { Leak } from './leak.ts';

export interface EntryTexts {
  /** The file as the person typed it, or 终端输入. */
  shown: string;
  /** What was given, of any depth. */
  value: unknown;
  /** Fields of the record: a number in a field meant for telephone numbers is no leak. */
  fields?: readonly RecordField[];
}

interface Leaf {
  path: string;
  text: string;
  /** Field whose values are personal by its schema. */
  personal: boolean;
}

/**
 * @param root of the workspace, for its allow-list
 * @throws UserError naming file and field of the first leak, masked, unless it was allowed
 */
export async function requireCleanEntry(root: string, { shown, value, fields = [] }: EntryTexts): Promise<void> {
  const leaves = leavesOf(value, '', false, fields);
  if (leaves.length === 0) return;
  const lines = leaves.map((leaf) => leaf.text.replaceAll('\n', ' '));
  const leaks = await leaksOf([{ file: shown, text: lines.join('\n') }], await allowList(root));
  const leafOf = (leak: Leak): Leaf => leaves[leak.line - 1] as Leaf;
  const real = leaks.filter((leak) => !(leak.rule === 'mobile' && leafOf(leak).personal));
  requireNoLeaks(real, (leak) => leafOf(leak).path);
}

function leavesOf(value: unknown, path: string, personal: boolean, fields: readonly RecordField[]): Leaf[] {
  if (typeof value === 'string') return [{ path, text: value, personal }];
  if (Array.isArray(value)) return value.flatMap((one, i) => leavesOf(one, `${path}[${i}]`, personal, fields));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const field = fields.find((f) => f.name === name);
    const below = path === '' ? name : `${path}.${name}`;
    const shown = field === undefined ? below : `${below}（${field.label}）`;
    const isPersonal = field === undefined ? personal : field.sensitivity === 'personal';
    return leavesOf(one, typeof one === 'string' ? shown : below, isPersonal, field?.columns ?? []);
  });
}
