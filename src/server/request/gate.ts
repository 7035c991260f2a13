/** Who makes a request. */
import type { Context } from 'hono';
import type { Arrival } from './client-address.ts';
import { cookiesOf, SESSION_COOKIE } from './cookies.ts';
import type { Viewer } from './viewer.ts';

/** Who is asking; the accounts of the workspace, or the organisation's own sign-in. */
export interface Gate {
  /** The person who signed in; null for a visitor. */
  viewer(request: GateRequest): Promise<Viewer | null>;
  /** Told of each act that was allowed or refused, for the audit log. */
  seen(event: {
    viewer: Viewer | null;
    address: string;
    method: string;
    path: string;
    /** The act that the route asks for, in words; null for one that asks for none. */
    what: string | null;
    status: number;
    at: string;
  }): void;
  /** Too many requests of this address: seconds to wait; 0 when it may go on. */
  wait(address: string, at: string): number;
}

export interface GateRequest {
  /** Value of the session's cookie. */
  cookie: string | undefined;
  header(name: string): string | undefined;
  /** Other end of the connection. */
  peer: string;
  /** Address of the client as far as it is trusted. */
  address: string;
  /** ISO instant. */
  now: string;
}

/** How a request is looked at. */
export interface Looking {
  gate: Gate;
  arrival(c: Context): Arrival;
  /** The machine's time, ISO. */
  now(): string;
}

export function viewerOf(c: Context, { gate, arrival, now }: Looking): Promise<Viewer | null> {
  const { peer, address } = arrival(c);
  return gate.viewer({
    cookie: cookiesOf(c.req.header('cookie')).get(SESSION_COOKIE),
    header: (name) => c.req.header(name),
    peer,
    address,
    now: now(),
  });
}
