/** Signatures of robots, each as its maker describes it: the same parts, put together differently. */
import { createHmac } from 'node:crypto';

/** 钉钉: keyed by the secret, over time and secret; milliseconds. @returns base64, not yet encoded for an address */
export const dingtalkSign = (secret: string, milliseconds: number): string =>
  createHmac('sha256', secret).update(`${milliseconds}\n${secret}`, 'utf8').digest('base64');

/** 飞书: keyed by time and secret, over nothing; seconds. @returns base64 */
export const feishuSign = (secret: string, seconds: number): string =>
  createHmac('sha256', `${seconds}\n${secret}`).digest('base64');
