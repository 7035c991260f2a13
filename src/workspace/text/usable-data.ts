/**
 * What data from a file must never be, whatever a schema says: deeper than anything of ours, endless, or with keys that name
 * something of JavaScript's own objects. Behind this, a key of a file that is looked up in an object is never found there.
 */
import { UserError } from '../../contract/error.ts';
import { isReservedName } from '../../contract/names.ts';

/** No data of ours has a dozen; each reader after this one may walk it level by level. */
const MAX_DEPTH = 64;
/** Keys of one object: what a schema says of each that it does not know is said a hundred thousand times, too. */
export const MAX_KEYS = 20_000;

/** One value that is open, and which of its parts is next. */
interface Open {
  value: object;
  keys: string[];
  next: number;
}

/**
 * Walks the data without recursion: what is too deep would end that, too.
 * @param file path as the person knows it
 * @throws UserError naming the place of the first key that is reserved, or where it goes too deep or into itself, or has too
 * many keys
 */
export function requireUsable(value: unknown, file: string): void {
  if (typeof value !== 'object' || value === null) return;
  const open: Open[] = [opened(value)];
  requireFewKeys(open, file);
  for (let here = open.at(-1); here !== undefined; here = open.at(-1)) {
    const key = here.keys[here.next];
    if (key === undefined) {
      open.pop();
      continue;
    }
    here.next += 1;
    const inside = (here.value as Record<string, unknown>)[key];
    if (!Array.isArray(here.value) && isReservedName(key)) throw reserved(key, open, file);
    if (typeof inside !== 'object' || inside === null) continue;
    if (open.length >= MAX_DEPTH) throw tooDeep(inside, open, file);
    open.push(opened(inside));
    requireFewKeys(open, file);
  }
}

function requireFewKeys(open: readonly Open[], file: string): void {
  const last = open.at(-1);
  if (last === undefined || Array.isArray(last.value) || last.keys.length <= MAX_KEYS) return;
  const place = placeOf(open.slice(0, -1));
  throw new UserError('键过多', {
    file,
    ...(place === '' ? {} : { at: place }),
    found: `${last.keys.length} 个`,
    expected: `一组键值不超过 ${MAX_KEYS} 个键`,
    hint: '核对该文件是否完整、是否为本系统的数据文件',
  });
}

const opened = (value: object): Open => ({ value, keys: Object.keys(value), next: 0 });

/** `steps[3].constructor` */
function placeOf(open: readonly Open[]): string {
  return open.reduce((text, { value, keys, next }) => {
    const key = keys[next - 1] ?? '';
    if (Array.isArray(value)) return `${text}[${key}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

function reserved(key: string, open: readonly Open[], file: string): UserError {
  return new UserError('键名不能用', {
    file,
    at: placeOf(open),
    found: key,
    expected: '数据本身的键；程序语言保留的名字（constructor、__proto__、toString 等）不能作键',
    hint: '删去该键，或改用表中列出的键',
  });
}

function tooDeep(inside: object, open: readonly Open[], file: string): UserError {
  if (open.some(({ value }) => value === inside)) {
    return new UserError('YAML 别名指向了包含它自己的内容', { file, expected: '直接写出内容' });
  }
  return new UserError('内容嵌套过深', {
    file,
    at: placeOf(open.slice(0, 5)),
    found: `超过 ${MAX_DEPTH} 层`,
    expected: `不超过 ${MAX_DEPTH} 层`,
    hint: '核对该文件是否完整、是否为本系统的数据文件',
  });
}
