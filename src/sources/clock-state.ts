/** What time daemons say about this machine's clock. Pure. */

export interface ClockState {
  synced: boolean | null;
  /** Absolute distance from the reference in seconds; null when the daemon does not tell. */
  offset: number | null;
}

/** Reads `chronyc -n tracking`; null when it is no such answer. */
export function fromChrony(output: string): ClockState | null {
  const leap = /^Leap status\s*:\s*(.+)$/m.exec(output)?.[1]?.trim();
  if (leap === undefined) return null;
  const seconds = /^System time\s*:\s*([\d.]+) seconds/m.exec(output)?.[1];
  return { synced: leap !== 'Not synchronised', offset: seconds === undefined ? null : Number(seconds) };
}

/** Reads `timedatectl show`; null when systemd does not answer. */
export function fromTimedatectl(output: string): ClockState | null {
  const value = /^NTPSynchronized=(yes|no)$/m.exec(output)?.[1];
  return value === undefined ? null : { synced: value === 'yes', offset: null };
}

/** Reads `ntpq -c rv`; offset there is in milliseconds. */
export function fromNtpq(output: string): ClockState | null {
  if (!/\bstratum=\d+/.test(output)) return null;
  const stratum = Number(/\bstratum=(\d+)/.exec(output)?.[1]);
  const offset = /\boffset=([+-]?[\d.]+)/.exec(output)?.[1];
  return { synced: stratum < 16, offset: offset === undefined ? null : Math.abs(Number(offset)) / 1000 };
}
