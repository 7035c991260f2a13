/** Rows of 许可核对: by what was done, and of one breach. */
import type { Counted } from '../counted.ts';
import { coversOf } from '../permits/breaches.ts';
import type { World } from '../world.ts';
import { once } from './once.ts';

const coversOnce = once(coversOf);
const RULED = { covered: 'covered', breach: 'breach', doubt: 'doubt' } as const;

/** What only the words of a note or an order make an operation is not read again: those rows are not counted. */
export function ofPermitted(world: World, operation = '', column = ''): Counted | undefined {
  const own = coversOnce(world).filter((one) => one.operation.does === operation);
  if (own.length === 0) return undefined;
  if (column === 'total') return own.length;
  if (column === 'uncompared') return own.filter((one) => one.uncompared).length;
  const found = RULED[column as keyof typeof RULED];
  return found === undefined ? undefined : own.filter((one) => one.found === found).length;
}

/** Collecting and backing up are joined by what is amiss: those rows are not counted, nor what words alone make an operation. */
export function ofFound(world: World, found = '', record = ''): Counted | undefined {
  const own = coversOnce(world).filter((one) => one.operation.record.id === record && one.found === found);
  return own.length === 0 || own.some(({ operation: { does } }) => does === 'collect' || does === 'backup')
    ? undefined
    : own.length;
}
