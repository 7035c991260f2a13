/** What sources say of the time themselves, in passing: the dates of their answers, held against this machine's clock. Of this process. */

/** How far the clock of a source is ahead of ours. */
export interface HeardTime {
  /** Name of the host. */
  host: string;
  seconds: number;
}

const heard = new Map<string, number>();

/** @param date header of an answer, as RFC 9110 has it; what is none is passed over */
export function hearDate(host: string, date: string | undefined): void {
  const theirs = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return;
  heard.set(host, Math.round((theirs - Temporal.Now.instant().epochMilliseconds) / 1000));
}

/** The latest of each host. */
export const heardTimes = (): HeardTime[] => [...heard].map(([host, seconds]) => ({ host, seconds }));
