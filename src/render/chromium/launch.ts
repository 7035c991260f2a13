/**
 * Starts Chromium for printing: no network, no user profile, an environment of its own, arguments of our own (the npm
 * package's defaults switch web security off).
 */
import { execFile } from 'node:child_process';
import { access, constants, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import puppeteer, { type Browser } from 'puppeteer-core';
import { RenderError } from '../error.ts';
import { writeFontConfig } from './fonts.ts';
import { installBrowser, privateFolder } from './install.ts';
import { freshProfile } from './profiles.ts';

/** How the browser is kept from the network; `doctor` reports it. */
export interface Isolation {
  /** Path of `unshare` where it can make namespaces, else null. */
  unshare: string | null;
  /** `namespace`: an empty network namespace. `proxy`: a dead proxy, and every request is refused. */
  network: 'namespace' | 'proxy';
  /** Chromium's own sandbox; not possible for root, nor where user namespaces are forbidden. */
  sandbox: boolean;
}

export interface LaunchedBrowser {
  browser: Browser;
  isolation: Isolation;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

/** A hundred times what a start takes, in ms; after that the machine is at fault. */
const LAUNCH_TIMEOUT = 30_000;

const ARGUMENTS = [
  '--headless',
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--disable-webgl',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-crash-reporter',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--disable-features=BackForwardCache,MediaRouter,OptimizationHints,Translate',
  '--hide-scrollbars',
  '--mute-audio',
  '--no-first-run',
  '--no-pings',
  '--remote-debugging-pipe',
];
const NO_NETWORK = [
  '--proxy-server=127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

async function findProgram(name: string): Promise<string | null> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter((one) => one.startsWith('/'))) {
    const path = join(folder, name);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return null;
}

/** What this machine allows: user namespaces make both the empty network and (not for root) the sandbox possible. */
export async function browserIsolation(): Promise<Isolation> {
  const program = await findProgram('unshare');
  const works =
    program !== null &&
    (await promisify(execFile)(program, ['-cn', 'true']).then(
      () => true,
      () => false,
    ));
  const sandbox = works && process.getuid?.() !== 0;
  return { unshare: works ? program : null, network: works ? 'namespace' : 'proxy', sandbox };
}

/**
 * Starts one browser; unpacks it at the first use of `cacheDir`.
 * @param cacheDir private folder of this user
 * @param extra further command-line arguments
 * @throws RenderError when it cannot be unpacked or does not start
 */
export async function launchBrowser(cacheDir: string, extra: readonly string[] = []): Promise<LaunchedBrowser> {
  const { executable, libraries } = await installBrowser(cacheDir);
  const isolation = await browserIsolation();
  const fontConfig = await writeFontConfig(await privateFolder(join(cacheDir, 'fonts')));
  const profile = await freshProfile(cacheDir);
  const chromium = [
    ...ARGUMENTS,
    ...extra,
    ...(isolation.sandbox ? [] : ['--no-sandbox']),
    ...(isolation.network === 'namespace' ? [] : NO_NETWORK),
    `--user-data-dir=${profile}`,
    'about:blank',
  ];
  try {
    const browser = await puppeteer.launch({
      executablePath: isolation.unshare ?? executable,
      args: isolation.unshare === null ? chromium : ['-cn', executable, ...chromium],
      ignoreDefaultArgs: true,
      pipe: true,
      timeout: LAUNCH_TIMEOUT,
      env: {
        PATH: process.env['PATH'],
        HOME: profile,
        TZ: 'UTC',
        LANG: 'C.UTF-8',
        LD_LIBRARY_PATH: libraries,
        FONTCONFIG_FILE: fontConfig,
      },
    });
    const close = async () => {
      if (browser.connected) await browser.close();
      else browser.process()?.kill('SIGKILL');
      await rm(profile, { recursive: true, force: true });
    };
    return { browser, isolation, close };
  } catch (error) {
    await rm(profile, { recursive: true, force: true });
    throw new RenderError('打印用浏览器无法启动', '运行 opsledger doctor 查看缺少什么', error);
  }
}
