import { SourceError } from './error.ts';

export interface StubStatus {
  active: number;
  accepts: number;
  handled: number;
  requests: number;
  /** Tengine's fourth column: total request time in milliseconds; null for Nginx. */
  requestTime: number | null;
  reading: number;
  writing: number;
  waiting: number;
}

/** Reads the page of Nginx's stub_status module. @throws SourceError when it is another page */
export function parseStubStatus(text: string): StubStatus {
  const active = /^Active connections:\s+(\d+)/m.exec(text);
  const counters =
    /^server accepts handled requests(?<time> request_time)?\s*\n\s*(\d+)\s+(\d+)\s+(\d+)(?:\s+(\d+))?/m.exec(text);
  const states = /^Reading:\s+(\d+)\s+Writing:\s+(\d+)\s+Waiting:\s+(\d+)/m.exec(text);
  if (active === null || counters === null || states === null) {
    throw new SourceError(/^\s*</.test(text) ? '应答是网页，不是状态页' : '应答不是 Nginx 状态页');
  }
  const [, , accepts, handled, requests, time] = counters;
  return {
    active: Number(active[1]),
    accepts: Number(accepts),
    handled: Number(handled),
    requests: Number(requests),
    requestTime: time === undefined ? null : Number(time),
    reading: Number(states[1]),
    writing: Number(states[2]),
    waiting: Number(states[3]),
  };
}
