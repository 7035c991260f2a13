/** Small texts that paper, site and terminal share: what is missing, names in a row, and times. */
import { formatDateTime, type InstantText } from '../contract/time.ts';

/** What stands where nobody wrote anything down. */
export const MISSING = '未登记';

/** What stands where no clause is named, and where a day would stand, of what is about the whole period. */
export const UNNAMED = '未指明';
export const WHOLE_PERIOD = '整期';

/** The text, or 未登记. */
export const orMissing = (text: string | number | undefined | null): string =>
  text === undefined || text === null || text === '' ? MISSING : String(text);

/** Contract time to the minute, or 未登记. */
export const timeText = (instant: InstantText | undefined | null): string =>
  instant === undefined || instant === null ? MISSING : formatDateTime(instant);

/** Two texts put together with the space that stands between Chinese and Latin: `应用服务器 3 资源使用率`. */
export function spaced(before: string, after: string): string {
  return /[0-9A-Za-z]$/.test(before) || /^[0-9A-Za-z]/.test(after) ? `${before} ${after}` : `${before}${after}`;
}

/** Most names in a sentence before it says 等 N 项. */
const NAMED = 6;

/** `甲、乙等 9 项`. */
export function namesText(names: readonly string[], counter = '项', most = NAMED): string {
  return names.length <= most ? names.join('、') : `${names.slice(0, most).join('、')} 等 ${names.length} ${counter}`;
}

/** How an act of the purchaser reads that only the supplier tells of. */
export const CLAIMED = '⟦供应商⟧登记，待⟦采购人⟧确认';

/** How an act of the purchaser reads that an account alone shows: the supplier manages the accounts. */
export const ONLINE = '电子确认（账号由⟦供应商⟧管理）';

/** The same of one that stands on a list which the purchaser signed. */
export const ONLINE_SIGNED = '电子确认';
