/** People who walk through the served desk in a real browser: by keyboard alone, as narrow as a phone. */
import { type Page, TargetType } from 'puppeteer-core';
import { expect } from 'vitest';
import { serveDesk } from '../../src/serve/serve.ts';
import type { SiteServer } from '../../src/server/server.ts';
import { PASSWORD } from '../accounts/_database.ts';
import { drawn, startBrowser, type TestBrowser } from '../support/browser.ts';
import { becomeOld } from '../support/old-browser.ts';
import { openTo } from './_desk.ts';

const WIDTH = 390;
/** More stops than any page of the desk has. */
const MOST_TABS = 400;

/** `none`: scripts are off; `old`: without what came after Chromium 86. */
export type Scripts = 'none' | 'old';

export interface Walker {
  page: Page;
  go(path: string): Promise<void>;
  /** Tabs on until a thing has the focus. */
  reach(selector: string): Promise<void>;
  /** Reaches a link or a button and goes where it leads, to a page that fits the screen. */
  press(selector: string): Promise<void>;
  /** Reaches a thing that leads to no other page, such as a summary or a link within the page. */
  use(selector: string): Promise<void>;
  /** Reaches a field and writes into it, in place of what stands there. */
  write(selector: string, text: string): Promise<void>;
  /** Reaches a box and ticks it, where the page has it. */
  tick(selector: string): Promise<void>;
  /** Reaches a choice and takes the option of that value, by the arrow keys. */
  choose(selector: string, value: string): Promise<void>;
  /** Reaches a link that opens a page of its own. @returns text of that page, which is closed again */
  look(selector: string): Promise<string>;
  /** Text of the page's own part, white space joined. */
  text(): Promise<string>;
  /** Path of the page. */
  path(): string;
  /** Waits for a page that asks for itself again until it says so. */
  until(said: string): Promise<void>;
}

export interface Walk {
  server: SiteServer;
  running: TestBrowser;
  /** What scripts of the pages threw. */
  errors: string[];
  /** @param at ISO instant of all that follows */
  setClock(at: string): void;
  /** Signs in, at the first page that is asked for. */
  person(account: string, scripts: Scripts): Promise<Walker>;
  close(): Promise<void>;
}

/** Serves the workspace with an account for each of the roles, named like it. @param now ISO instant at which it begins */
export async function startWalk(root: string, roles: readonly string[], now: string): Promise<Walk> {
  let clock = now;
  for (const role of roles) await openTo(root, role, `${role} 甲`, role, now);
  const server = await serveDesk(root, { port: 0, now: () => clock });
  const running = await startBrowser();
  const errors: string[] = [];
  return {
    ...{ server, running, errors },
    setClock(at) {
      clock = at;
    },
    async person(account, scripts) {
      const page = await (await running.browser.createBrowserContext()).newPage();
      page.on('pageerror', (error) => errors.push(`${page.url()}: ${String(error)}`));
      await page.setJavaScriptEnabled(scripts !== 'none');
      if (scripts === 'old') await becomeOld(page);
      await page.setViewport({ width: WIDTH, height: 844 });
      const walker = walkerOf(page, server.url);
      await walker.go('/desk/');
      // The cursor stands in the first field.
      await drawn(page);
      await page.keyboard.type(account);
      await page.keyboard.press('Tab');
      await page.keyboard.type(PASSWORD);
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      expect(walker.path()).toBe('/desk/');
      return walker;
    },
    async close() {
      await running.close();
      await server.close();
    },
  };
}

function walkerOf(page: Page, base: string): Walker {
  const { keyboard } = page;
  const fits = async (): Promise<void> => {
    expect(await page.$eval('html', (html) => html.scrollWidth), page.url()).toBeLessThanOrEqual(WIDTH);
  };
  const hasFocus = (selector: string): Promise<boolean> =>
    page.evaluate((one) => document.activeElement?.matches(one) ?? false, selector);
  const walker: Walker = {
    page,
    async go(path) {
      await page.goto(new URL(path, base).href);
      await fits();
    },
    async reach(selector) {
      for (let n = 0; n < MOST_TABS; n += 1) {
        if (await hasFocus(selector)) return;
        await keyboard.press('Tab');
      }
      throw new Error(`${selector} is not reached by keyboard on ${page.url()}`);
    },
    async press(selector) {
      await walker.reach(selector);
      await Promise.all([page.waitForNavigation(), keyboard.press('Enter')]);
      await fits();
    },
    async use(selector) {
      await walker.reach(selector);
      await keyboard.press('Enter');
    },
    async write(selector, text) {
      await walker.reach(selector);
      await keyboard.down('Control');
      await keyboard.press('a');
      await keyboard.up('Control');
      await keyboard.type(text);
    },
    async tick(selector) {
      if ((await page.$(`${selector}:not(:checked)`)) === null) return;
      await walker.reach(selector);
      await keyboard.press('Space');
    },
    async choose(selector, value) {
      await walker.reach(selector);
      const taken = () =>
        page.evaluate((wanted) => {
          const one = document.activeElement as HTMLInputElement | HTMLSelectElement | null;
          return one?.value === wanted && (one.type !== 'radio' || (one as HTMLInputElement).checked);
        }, value);
      // A list begins at its top, a group of radio buttons with the one that is reached.
      const isRadio = (await page.evaluate('document.activeElement.type')) === 'radio';
      await keyboard.press(isRadio ? 'Space' : 'Home');
      for (let n = 0; n < MOST_TABS && !(await taken()); n += 1) await keyboard.press('ArrowDown');
      expect(await taken(), `${selector} ${value}`).toBe(true);
    },
    async look(selector) {
      await walker.reach(selector);
      const [target] = await Promise.all([
        page.browserContext().waitForTarget((one) => one.type() === TargetType.PAGE && one.opener() === page.target()),
        keyboard.press('Enter'),
      ]);
      const opened = await target.page();
      await opened?.waitForSelector('body');
      const text = (await opened?.$eval('body', (body) => body.textContent ?? '')) ?? '';
      await opened?.close();
      return text;
    },
    text: async () => (await page.$eval('main', (main) => main.textContent ?? '')).replace(/\s+/g, ' '),
    path: () => new URL(page.url()).pathname,
    async until(said) {
      await expect.poll(() => page.content().catch(() => ''), { timeout: 120_000 }).toContain(said);
    },
  };
  return walker;
}
