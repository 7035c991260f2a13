/** Words for what is not in a pack. */
import { formatDateTime } from '../../contract/time.ts';
import type { GoneEntry } from './log-part.ts';

/** `已依规清除：2026-11-24 09:00 … 批准，…`, as `verify` says it. */
export const reasonGone = ({ at, approvedBy, reason }: GoneEntry): string =>
  `已依规清除：${formatDateTime(at)} ${approvedBy} 批准，${reason}`;
