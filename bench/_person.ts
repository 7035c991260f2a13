/** Somebody at the desk, as a browser of theirs would ask: with their cookie, over a connection that is kept, from an address of their own. */
import { Agent, request } from 'node:http';
import { SESSION_COOKIE } from '../src/server/request/cookies.ts';

export interface Answered {
  status: number;
  /** Milliseconds up to the last byte. */
  ms: number;
  text: string;
  /** Of a redirection, where to. */
  to: string;
}

export interface Person {
  page(path: string): Promise<Answered>;
  /** Opens the form of a new note and saves it. @returns both answers */
  note(text: string): Promise<{ form: Answered; saved: Answered }>;
  leave(): void;
}

const NOTE = '/desk/records/note';

/** @param address of this machine (127.0.0.0/8): each may ask only so often */
export function personAt(url: string, session: string, address: string): Person {
  const agent = new Agent({ keepAlive: true, maxSockets: 2, localAddress: address });
  const origin = new URL(url).origin;
  const ask = (method: string, path: string, body?: string): Promise<Answered> =>
    new Promise((done, fail) => {
      const began = performance.now();
      const headers = {
        Cookie: `${SESSION_COOKIE}=${session}`,
        ...(body === undefined ? {} : { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' }),
      };
      const asked = request(`${origin}${path}`, { method, agent, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.on('error', fail).on('end', () => {
          const ms = performance.now() - began;
          done({ status: answer.statusCode ?? 0, ms, text, to: answer.headers.location ?? '' });
        });
      });
      asked.on('error', fail).end(body);
    });
  return {
    page: (path) => ask('GET', path),
    async note(text) {
      const form = await ask('GET', NOTE);
      const sent = new URLSearchParams([
        ...hiddenOf(form.text),
        ['f.topic', 'other'],
        ['f.text', text],
        ['do', 'save'],
      ]);
      return { form, saved: await ask('POST', NOTE, sent.toString()) };
    },
    leave: () => agent.destroy(),
  };
}

/** What the form of a record sends without anybody's doing: its token, its number, its times as they stand. */
function hiddenOf(page: string): [string, string][] {
  const form = /<form method="post" action="\/desk\/records\/note[^>]*>[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
  const tags = form.match(/<input [^>]*>/g) ?? [];
  return tags.flatMap((tag): [string, string][] => {
    const part = (name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
    const sends = part('name') !== '' && !['file', 'radio', 'checkbox'].includes(part('type'));
    return sends ? [[part('name'), part('value')]] : [];
  });
}
