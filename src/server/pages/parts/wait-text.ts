/** How long somebody has to wait, in words. @param seconds greater than 0 */
export const waitText = (seconds: number): string =>
  seconds < 90 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
