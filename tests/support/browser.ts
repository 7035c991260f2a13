/** A real Chromium for tests of the site; unlike the printing one it may reach this machine. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { writeFontConfig } from '../../src/render/chromium/fonts.ts';
import { installBrowser, privateFolder } from '../../src/render/chromium/install.ts';

const CACHE = fileURLToPath(new URL('../../.cache/browser', import.meta.url));

export interface TestBrowser {
  browser: Browser;
  /** Closes what was opened in it. */
  close(): Promise<void>;
}

let running: Promise<TestBrowser> | undefined;

/** The browser of this process, started by the first who asks and ended with it. Each test opens a context of its own, a clean profile. */
export async function startBrowser(): Promise<TestBrowser> {
  running ??= launchBrowser();
  if (!(await running).browser.connected) running = launchBrowser();
  const { browser } = await running;
  return {
    browser,
    async close() {
      const contexts = browser.browserContexts().filter((one) => one !== browser.defaultBrowserContext());
      await Promise.all(contexts.map((one) => one.close()));
      const [, ...pages] = await browser.pages();
      await Promise.all(pages.map((page) => page.close()));
    },
  };
}

/**
 * Waits until the page was drawn: a browser puts the focus where `autofocus` or the address says no earlier, and a key that
 * is pressed before goes elsewhere. A picture is what makes it draw, with scripts off, too.
 */
export async function drawn(page: Page): Promise<void> {
  await page.screenshot({ clip: { x: 0, y: 0, width: 1, height: 1 }, optimizeForSpeed: true });
}

/** Starts a browser; every name but this machine's address is unknown to it. */
export async function launchBrowser(): Promise<TestBrowser> {
  const { executable, libraries } = await installBrowser(await privateFolder(CACHE));
  const fontConfig = await writeFontConfig(await privateFolder(join(CACHE, 'fonts')));
  const profile = await mkdtemp(join(tmpdir(), 'opsledger-browser-'));
  const browser = await puppeteer.launch({
    executablePath: executable,
    pipe: true,
    // It ends with the process that started it, and keeps nobody from ending that.
    ...{ handleSIGTERM: false, handleSIGHUP: false },
    ignoreDefaultArgs: true,
    args: [
      '--headless',
      '--remote-debugging-pipe',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--hide-scrollbars',
      '--force-color-profile=srgb',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    env: {
      PATH: process.env['PATH'],
      HOME: profile,
      LANG: 'zh_CN.UTF-8',
      TZ: 'Asia/Shanghai',
      LD_LIBRARY_PATH: libraries,
      FONTCONFIG_FILE: fontConfig,
    },
  });
  return {
    browser,
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
