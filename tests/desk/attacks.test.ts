/** What somebody tries who should not, over real connections to the running server: each is refused, and nothing is changed by it. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { serveDesk } from '../../src/serve/serve.ts';
import type { NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import { PASSWORD } from '../accounts/_database.ts';
import { DAY, makeUnfilledWorkspace, open } from '../pipeline/_workspace.ts';
import { openTo } from './_desk.ts';
import { faultsOf, sentBy } from './_forms.ts';

const NOW = `${DAY}T09:00:00+08:00`;
const FORM = '/desk/records/note';
/** Another machine, as far as a server on loopback can tell. */
const ELSEWHERE = '127.0.0.2';

const root = await makeUnfilledWorkspace();
await openTo(root, 'engineer', '张工', 'engineer', NOW);
const server = await serveDesk(root, { port: 0, now: () => NOW });
afterAll(() => server?.close());

interface Sent {
  session?: string;
  fields?: URLSearchParams | FormData;
  origin?: string;
  from?: string;
  headers?: Record<string, string>;
}

interface Told {
  status: number;
  text: string;
  location: string;
  cookies: string;
}

async function ask(path: string, { session, fields, origin, from, headers = {} }: Sent = {}): Promise<Told> {
  const encoded = fields === undefined ? null : new Response(fields);
  const body = encoded === null ? undefined : Buffer.from(await encoded.arrayBuffer());
  const sent: Record<string, string> = {
    ...(session === undefined ? {} : { Cookie: `opsledger-session=${session}` }),
    ...(encoded === null
      ? {}
      : { Origin: origin ?? server.url, 'Content-Type': encoded.headers.get('content-type') ?? '' }),
    ...(body === undefined ? {} : { 'Content-Length': String(body.length) }),
    ...headers,
  };
  const { hostname, port } = new URL(server.url);
  // Each over a connection of its own: one that was refused is closed.
  const options = {
    agent: false,
    host: hostname,
    port,
    path,
    method: fields === undefined ? 'GET' : 'POST',
    headers: sent,
  };
  return new Promise((done, fail) => {
    const request = httpRequest({ ...options, ...(from === undefined ? {} : { localAddress: from }) }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        done({
          status: answer.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
          location: answer.headers.location ?? '',
          cookies: (answer.headers['set-cookie'] ?? []).join('\n'),
        }),
      );
    });
    request.on('error', fail).end(body);
  });
}

const tokenIn = (html: string): string => /name="token" value="([^"]+)"/.exec(html)?.[1] ?? '';

async function signIn(password: string, account = 'engineer'): Promise<Told> {
  const { text } = await ask('/desk/sign-in');
  return ask('/desk/sign-in', { fields: new URLSearchParams({ token: tokenIn(text), account, password }) });
}

const newSession = async (): Promise<string> =>
  /opsledger-session=([\w-]+)/.exec((await signIn(PASSWORD)).cookies)?.[1] ?? '';
/** The same for all who do nothing to it: a password costs a fifth of a second of processor. */
let kept: Promise<string> | undefined;
const session = (): Promise<string> => {
  kept ??= newSession();
  return kept;
};

const notes = async (): Promise<readonly NoteRecord[]> => {
  const opened = await open(root);
  const { records } = await opened.workspace.records.list<NoteRecord>('note');
  await opened.close();
  return records;
};

/** The form of a note as its page holds it, filled in; values of `changes` win. */
async function filledForm(own: string, changes: Record<string, string> = {}): Promise<URLSearchParams> {
  const { text } = await ask(FORM, { session: own });
  const fields = new URLSearchParams({ token: tokenIn(text) });
  const given = { ...sentBy(text), 'f.topic': ['operation'], 'f.text': ['清理了临时文件'], do: ['save'] };
  for (const [name, values] of Object.entries(given)) for (const value of values) fields.append(name, value);
  for (const [name, value] of Object.entries(changes)) fields.set(name, value);
  return fields;
}

it('a wrong password gets in nobody, and does not tell whether there is such an account', async () => {
  const [wrong, unknown] = [await signIn('Quiet-Harbour-Lamp-59'), await signIn(PASSWORD, 'nobody')];
  for (const { status, cookies } of [wrong, unknown]) {
    expect([status, cookies.includes('opsledger-session')]).toEqual([400, false]);
  }
  const said = ({ text }: Told): string => faultsOf(text).join();
  expect(said(wrong)).toContain('账号或口令不对');
  expect(said(unknown)).toBe(said(wrong));
});

it('a stolen session does nothing from elsewhere, and nothing any more where it was stolen', async () => {
  const own = await newSession();
  const fields = await filledForm(own);
  expect((await ask('/desk/', { session: own })).status).toBe(200);
  const stolen = await ask(FORM, { session: own, fields, from: ELSEWHERE });
  expect(stolen.status).toBe(403);
  expect((await ask('/desk/', { session: own })).location).toContain('/desk/sign-in');
  expect(await notes()).toEqual([]);
});

describe('a form', () => {
  it('of another origin is not executed', async () => {
    const own = await session();
    for (const origin of ['http://evil.example', 'null', server.url.replace('http:', 'https:')]) {
      const answer = await ask(FORM, { session: own, fields: await filledForm(own), origin });
      expect([answer.status, answer.text.includes('来源不符')], origin).toEqual([403, true]);
    }
    expect(await notes()).toEqual([]);
  });

  it('posted twice, at once and once more, is one record', async () => {
    const own = await session();
    const fields = await filledForm(own);
    const both = await Promise.all([1, 2].map(() => ask(FORM, { session: own, fields })));
    const again = await ask(FORM, { session: own, fields });
    const [kept] = await notes();
    expect(await notes()).toHaveLength(1);
    for (const { status, location } of [...both, again]) {
      expect([status, location]).toEqual([303, `/desk/records/note/${kept?.id}`]);
    }
  });
});

const MB = 1024 * 1024;

/** A file of that many MB, made as it is sent, of which no header says how long it is. @param look called before each MB */
function pour(own: string, megabytes: number, look: () => void): Promise<Pick<Told, 'status' | 'text'>> {
  const piece = Buffer.alloc(MB, 'x');
  const head = '--b\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\n';
  const headers = {
    Cookie: `opsledger-session=${own}`,
    Origin: server.url,
    'Content-Type': 'multipart/form-data; boundary=b',
  };
  return new Promise((done, fail) => {
    const asked = httpRequest(`${server.url}${FORM}`, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('error', fail).on('end', () => done({ status: answer.statusCode ?? 0, text }));
    });
    function* body(): Generator<Buffer> {
      yield Buffer.from(head);
      for (let n = 0; n < megabytes; n += 1) {
        look();
        yield piece;
      }
      yield Buffer.from('\r\n--b--\r\n');
    }
    asked.on('error', fail);
    Readable.from(body()).pipe(asked);
  });
}

describe('an upload', () => {
  const uploads = async (): Promise<string[]> => {
    const folder = join(root, '.opsledger', 'cache', 'uploads');
    return existsSync(folder) ? readdir(folder) : [];
  };

  it('of more than 300 MB is refused before it is sent', async () => {
    const own = await session();
    const form = new FormData();
    form.append('photos', new File([new Uint8Array(1_000)], '现场.jpg'));
    const answer = await ask(FORM, { session: own, fields: form, headers: { 'Content-Length': '400000000' } });
    expect([answer.status, answer.text]).toEqual([413, expect.stringContaining('超过 300 MB')]);
    expect(await uploads()).toEqual([]);
  });

  it('of more than 300 MB that does not say how long it is, is refused while it comes, and neither disk nor memory keeps it', async () => {
    const own = await session();
    const held: number[] = [];
    const look = (): number => held.push(process.memoryUsage().arrayBuffers);
    look();
    const answer = await pour(own, 330, look);
    expect([answer.status, answer.text]).toEqual([413, expect.stringContaining('超过 300 MB')]);
    await expect.poll(uploads).toEqual([]);
    expect(Math.max(...held) - (held[0] ?? 0)).toBeLessThan(200 * MB);
    expect((await ask('/desk/', { session: own })).status).toBe(200);
  });

  it('of a page of the web named as a picture is told beside the file, and kept nowhere', async () => {
    const own = await session();
    const before = (await notes()).length;
    const form = new FormData();
    for (const [name, value] of await filledForm(own, { do: 'save' })) form.append(name, value);
    form.append('photos', new File(['<!doctype html><script>alert(1)</script>'], '照片.jpg', { type: 'image/jpeg' }));
    const answer = await ask(FORM, { session: own, fields: form });
    expect(answer.status).toBe(400);
    expect(faultsOf(answer.text).join()).toContain('附件的内容与扩展名不符');
    expect([(await notes()).length, await uploads()]).toEqual([before, []]);
  });
});
