/** The shipped configuration in a real Nginx: only names, paths and ports are replaced by those of the test. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import { connect as connectTo } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { makeCertificate } from '../support/certificate.ts';
import { freePort, launch, makeFolder, need } from '../support/services.ts';

/** What is shipped for Nginx. */
export const shipped = join(import.meta.dirname, '../../deploy/nginx');
export const PASSWORD = 'only-for-the-test';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Ask {
  user?: string;
  method?: string;
  headers?: Record<string, string>;
  /** Address of the machine that asks: any of 127.0.0.0/8. */
  from?: string;
}

export interface TestNginx {
  port: number;
  httpPort: number;
  folder: string;
  /** Waits and asks again where it was too fast. */
  get(path: string, options?: Ask): Promise<Answer>;
  /**
   * Asks many times over one connection without a password, which would take nginx longer to check than the limit allows for;
   * all at once, so that no machine is too slow to be too fast.
   * @param from see `Ask`
   * @returns the status of each answer
   */
  flood(path: string, times: number, from: string): Promise<number[]>;
  stop(): Promise<void>;
}

/**
 * Serves a workspace.
 * @param roles lines of roles.map
 * @param oidc port of an identity proxy, in place of passwords
 */
export async function startSite(workspace: string, roles: Record<string, string>, oidc?: number): Promise<TestNginx> {
  const program = need('nginx', 'nginx');
  const folder = makeFolder('deploy');
  const [port, httpPort] = [await freePort(), await freePort()];
  const own = join(folder, 'opsledger');
  cpSync(shipped, own, { recursive: true });
  const { key, cert } = makeCertificate(-1, 1);
  writeFileSync(join(own, 'key.pem'), key);
  writeFileSync(join(own, 'cert.pem'), cert);
  writeFileSync(
    join(own, 'roles.map'),
    Object.entries(roles)
      .map(([user, role]) => `${user} ${role};\n`)
      .join(''),
  );
  const hash = execFileSync('openssl', ['passwd', '-6', PASSWORD], { encoding: 'utf8' }).trim();
  writeFileSync(
    join(own, 'users'),
    Object.keys(roles)
      .map((user) => `${user}:${hash}\n`)
      .join(''),
  );
  for (const name of ['opsledger.conf', 'site.conf', 'auth-basic.conf', 'auth-oidc.conf']) adapt(join(own, name));
  writeFileSync(join(folder, 'nginx.conf'), mainConfig(folder));
  chmodSync(folder, 0o755);

  function adapt(file: string): void {
    const text = readFileSync(file, 'utf8')
      .replaceAll('/etc/nginx/opsledger', own)
      .replaceAll('/srv/opsledger/workspace', workspace)
      .replace('listen 80;', `listen 127.0.0.1:${httpPort};`)
      .replace('listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`)
      .replaceAll(/127\.0\.0\.1:4180\b/g, `127.0.0.1:${oidc ?? 4180}`)
      .replace('/auth-basic.conf;', oidc === undefined ? '/auth-basic.conf;' : '/auth-oidc.conf;');
    writeFileSync(file, text);
  }

  const agent = new Agent({ ca: cert, keepAlive: false, servername: 'localhost' });
  const get: TestNginx['get'] = async (path, options = {}) => {
    const answer = await ask(agent, port, path, options);
    if (answer.status !== 429) return answer;
    await new Promise((resolve) => setTimeout(resolve, 500));
    return get(path, options);
  };
  const stop = await launch(program, ['-c', join(folder, 'nginx.conf'), '-p', folder], folder, async () => {
    await get('/');
    return true;
  });
  return {
    port,
    httpPort,
    folder,
    get,
    flood: (path, times, from) => askAtOnce({ ca: cert, port, from }, path, times),
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @param conf shipped file that it serves by, below the folder */
export function mainConfig(folder: string, conf = 'opsledger/opsledger.conf'): string {
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
    mkdirSync(join(folder, name));
    return `${name}_temp_path ${folder}/${name};`;
  });
  const root = userInfo().uid === 0 ? 'user root;' : '';
  return `${root} daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log; events {}
http { include /etc/nginx/mime.types; default_type application/octet-stream; access_log off; ${temp.join(' ')}
include ${folder}/${conf}; }`;
}

/** One request to the letter: the path is sent as it is, so that `..` and `%2e` reach the server. */
export function ask(agent: Agent, port: number, path: string, asked: Ask): Promise<Answer> {
  const { user, method = 'GET', headers = {}, from = '127.0.0.1' } = asked;
  const login = user === undefined ? {} : { Authorization: `Basic ${btoa(`${user}:${PASSWORD}`)}` };
  return new Promise((done, fail) => {
    const sent = request(
      { host: '127.0.0.1', localAddress: from, port, path, method, agent, headers: { ...login, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          done({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    sent.on('error', fail);
    sent.end();
  });
}

function askAtOnce(
  { ca, port, from }: { ca: string; port: number; from: string },
  path: string,
  times: number,
): Promise<number[]> {
  const one = (last: boolean) =>
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${last ? 'Connection: close\r\n' : ''}\r\n`;
  return new Promise((done, fail) => {
    let said = '';
    const reached = connectTo({ host: '127.0.0.1', localAddress: from, port });
    const socket = connect({ socket: reached, ca, servername: 'localhost' }, () => {
      socket.write(one(false).repeat(times - 1) + one(true));
    });
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    socket.on('error', fail);
    socket.on('end', () => done([...said.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))));
  });
}
