import { MINUTE_SECONDS } from '../../../contract/time.ts';
import { limitText } from '../../../wording/durations.ts';

/** How long somebody has to wait, in words. @param seconds greater than 0 */
export const waitText = (seconds: number): string =>
  limitText(seconds < 90 ? seconds : Math.ceil(seconds / MINUTE_SECONDS) * MINUTE_SECONDS);
